import { CellProblem } from "./cell-error.ts";
import type { ImportedName, ImportRequest } from "./imports.ts";
import { alike, closest } from "./suggest.ts";

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
  return new CellProblem("ImportError", message, at, whatThereIs(specifier, names));
}

/** More than these are a wall of words, on a phone above all. */
const mostNamed = 5;

/** What else could be meant, and where to see everything; all names where they are few. */
function whatThereIs(specifier: string, names: string[]): string {
  if (names.length <= mostNamed) return `A cell can import ${names.join(", ")}.`;
  const near = alike(specifier, names, mostNamed);
  const like = near.length > 0 ? `Like it: ${near.join(", ")}.` : `A cell can import the book’s own modules, ${others(names)}.`;
  return `${like} In the editor, typing from " lists all ${names.length} modules.`;
}

function others(names: string[]): string {
  return names.filter((name) => !name.startsWith(ownPrefix)).sort().join(" and ");
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
    whatItExports(imported, Object.keys(exports).sort()),
  );
}

function whatItExports(wanted: string, names: string[]): string {
  if (names.length <= 2 * mostNamed) return `It exports ${names.join(", ")}.`;
  const near = alike(wanted, names, mostNamed);
  const like = near.length > 0 ? `Like it: ${near.join(", ")}. ` : "";
  return `${like}In the editor, typing a name in the braces lists all of its ${names.length} exports.`;
}
