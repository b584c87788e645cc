import { CellProblem } from "./cell-error.ts";
import type { ImportedName, ImportRequest } from "./imports.ts";
import { closest } from "./suggest.ts";

const ownPrefix = "mini-rlhf/";

export type ModuleExports = Record<string, unknown>;

/** What a cell may import: each module's name and how to load it. */
export interface Registry {
  names(): string[];
  load(name: string): Promise<ModuleExports>;
  /** begins to load what will be asked for soon; whoever then asks is told if it does not come */
  loadAhead?(name: string): void;
  /** what the tensors take now; null before there are any */
  memory?(): Memory | null;
}

export interface Memory {
  tensors: number;
  bytes: number;
}

/** Refuses an import of anything the registry does not have, and says what it has. */
export function checkImport({ specifier, at }: Omit<ImportRequest, "bindings">, registry: Registry): void {
  if (!registry.names().includes(specifier)) throw unknownModule(specifier, registry, at);
}

export function unknownModule(specifier: string, registry: Registry, at: ImportRequest["at"] | null) {
  const names = registry.names();
  const near = closest(specifier, names) ?? names.find((name) => name.endsWith(`/${specifier}`));
  const message = `There is no module "${specifier}" here.${near ? ` Did you mean "${near}"?` : ""}`;
  return new CellProblem("ImportError", message, at, available(names));
}

/** "A cell can import @tensorflow/tfjs, and from mini-rlhf/: assert, gpt, ..." */
function available(names: string[]): string {
  const own = names.filter((name) => name.startsWith(ownPrefix));
  const others = names.filter((name) => !own.includes(name));
  const list = own.map((name) => name.slice(ownPrefix.length)).join(", ");
  return `A cell can import ${others.join(", ")}${own.length > 0 ? `, and from ${ownPrefix}: ${list}` : ""}.`;
}

/** The value that an import binds. */
export function importedValue(
  { imported, at }: ImportedName,
  specifier: string,
  exports: ModuleExports,
): unknown {
  if (imported === "*") return exports;
  if (imported in exports) return exports[imported];
  if (imported === "default") {
    const hint = `Write \`import * as name from "${specifier}"\` or name what you need in braces.`;
    throw new CellProblem("ImportError", `"${specifier}" has no default export.`, at, hint);
  }
  const near = closest(imported, Object.keys(exports));
  throw new CellProblem(
    "ImportError",
    `"${specifier}" has no export "${imported}".${near ? ` Did you mean "${near}"?` : ""}`,
    at,
    `It exports: ${Object.keys(exports).sort().join(", ")}.`,
  );
}
