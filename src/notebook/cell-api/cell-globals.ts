import { cellApiNames } from "./cell-api.ts";

/** Declares what every cell can call without an import; `cellApi` is the path of its file. */
export function cellGlobals(cellApi: string): string {
  const names = cellApiNames.filter((name) => name !== "console");
  return `import type { CellApi } from "${cellApi}";
declare global {
${names.map((name) => `  const ${name}: CellApi["${name}"];`).join("\n")}
}
`;
}
