import { CellProblem } from "../base/cell-error.ts";
import type { ImportedName, ImportRequest } from "../language/imports.ts";
import { wordsForModule } from "../language/missing-names.ts";
import { alike, closest } from "../base/suggest.ts";

const ownPrefix = "mini-rlhf/";

export type ModuleExports = Record<string, unknown>;

/** What a cell may import: each module's name and how to load it. */
export interface Registry {
  /** another one where any of the core is another */
  readonly edition?: string;
  names(): string[];
  load(name: string): Promise<ModuleExports>;
  /** begins to load what will be asked for soon; whoever then asks is told if it does not come */
  loadAhead?(name: string): void;
  /** what the tensors take now; null before there are any */
  memory?(): Memory | null;
  /**
   * puts back what a cell has changed of TensorFlow.js for all; its values, so that they stay usable
   * @returns what that was, in words
   */
  putBack?(values: unknown[]): string | null;
  /** a training computes on every core that there is */
  takesAllCores?(): boolean;
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
  const words = near ? null : wordsForModule(specifier);
  return new CellProblem(
    "ImportError",
    message,
    at,
    `${words ? `${words} ` : ""}${whatThereIs(specifier, names, near)}`,
  );
}

/** More than these are a wall of words, on a phone above all. */
const mostNamed = 5;

const elsewhere =
  "A cell imports the book’s own modules only: this page’s policy lets in no code from other addresses, on purpose.";

/** What else could be meant, and where to see everything; all names where they are few. */
function whatThereIs(specifier: string, names: string[], said: string | undefined): string {
  if (/^(\w+:)?\/\//.test(specifier)) return elsewhere;
  if (names.length <= mostNamed) return `A cell can import ${names.join(", ")}.`;
  const all = `The editor lists all ${names.length} modules as you type one.`;
  const near = alike(specifier, names, mostNamed).filter((name) => name !== said);
  if (near.length > 0) return `Like it: ${near.join(", ")}. ${all}`;
  return said ? all : `A cell can import the book’s own modules, ${others(names)}. ${all}`;
}

function others(names: string[]): string {
  return names
    .filter((name) => !name.startsWith(ownPrefix))
    .sort()
    .join(" and ");
}

/** The value that an import binds. */
export function importedValue({ imported, at }: ImportedName, specifier: string, exports: ModuleExports): unknown {
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
    whatItExports(imported, Object.keys(exports).sort(), near),
  );
}

function whatItExports(wanted: string, names: string[], said: string | null): string {
  if (names.length <= 2 * mostNamed) return `It exports ${names.join(", ")}.`;
  const near = alike(wanted, names, mostNamed).filter((name) => name !== said);
  const like = near.length > 0 ? `Like it: ${near.join(", ")}. ` : "";
  return `${like}The editor lists all of its ${names.length} exports as you type one.`;
}
