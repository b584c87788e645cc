import { type CellConsole, consoleMethods } from "../cell-api/console.ts";

/**
 * Lets the global console speak in a cell: what a library prints (`tensor.print()`,
 * `model.summary()`) belongs to the cell that called it. What no cell has called goes where it went.
 * @param owner whose console it is, found by the stack of the call
 * @returns what puts the console back
 */
export function routeConsole(owner: (stack: string) => CellConsole | null): () => void {
  // Its own types ask for a boolean to assert, and know nothing of what only some browsers have.
  const target = globalThis.console as unknown as Partial<CellConsole>;
  const former = { ...target };
  for (const name of consoleMethods) {
    target[name] = (...values) => {
      const cell = owner(new Error("call").stack ?? "");
      return cell ? cell[name](...values) : former[name]?.apply(target, values);
    };
  }
  return () => {
    for (const name of consoleMethods) {
      const method = former[name];
      if (method) target[name] = method;
      else delete target[name];
    }
  };
}
