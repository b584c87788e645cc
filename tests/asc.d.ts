/**
 * What is used here of `assemblyscript/asc`; tsconfig.json puts it in the place of the package's own types.
 * Those declare AssemblyScript's arrays for all of the program: `list.at(-1)` would never be undefined.
 */
interface Result {
  error: Error | null;
  stderr: { toString(): string };
}

declare const asc: {
  main(args: string[], options: { writeFile: (name: string, data: Uint8Array | string) => void }): Promise<Result>;
  compileString(source: string, options: Record<string, unknown>): Promise<Result & { binary: Uint8Array | null }>;
};
export default asc;
