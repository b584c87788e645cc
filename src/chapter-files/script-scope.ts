/** What names mean so far in a chapter's program, and the blocks that are open in it. */
import { originOf, type ScriptImport } from "./script-imports.ts";

export class ScriptScope {
  /** names that some cell uses as a value; the others may be types */
  readonly used: ReadonlySet<string>;
  /** what the program's head imports for cells in blocks, by module */
  readonly hoisted = new Map<string, ScriptImport[]>();
  readonly #origins = new Map<string, string>();
  readonly #given: ReadonlySet<string>;
  readonly #meanings: ReadonlyMap<string, ReadonlySet<string>>;
  #closing = "";

  /** `meanings`: by name, all that it means anywhere in the chapter. */
  constructor(
    module: string,
    given: string[],
    used: ReadonlySet<string>,
    meanings: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.used = used;
    this.#given = new Set(given);
    this.#meanings = meanings;
    for (const name of given) this.#origins.set(name, module);
  }

  get isNested(): boolean {
    return this.#closing !== "";
  }

  /** What ends the blocks that are open. */
  get closing(): string {
    return this.#closing;
  }

  /**
   * Opens a block for a cell that gives a name another meaning. What `var` declares reaches out of a
   * block, but not out of a function.
   * @returns how the block begins, or ""
   */
  open(names: string[], imports: ScriptImport[], hasVar: boolean): string {
    const isAnew =
      names.some((name) => this.#origins.has(name)) ||
      imports.some((one) => this.#origins.has(one.local) && !this.isFrom(one.local, originOf(one)));
    if (!isAnew) return "";
    this.#closing = `${hasVar ? "})();" : "}"}${this.#closing}`;
    return hasVar ? "await (async () => { " : "{ ";
  }

  isFrom(name: string, origin: string): boolean {
    return this.#origins.get(name) === origin;
  }

  define(name: string, origin: string): void {
    this.#origins.set(name, origin);
  }

  /** Moves imports to the program's head. @returns those that cannot stand there: their names mean more than one thing */
  hoist(specifier: string, names: ScriptImport[]): ScriptImport[] {
    const isAlone = ({ local }: ScriptImport): boolean =>
      !this.#given.has(local) && this.#meanings.get(local)?.size === 1;
    const there = this.hoisted.get(specifier) ?? [];
    const movable = names.filter(isAlone);
    if (movable.length > 0 || names.length === 0) this.hoisted.set(specifier, [...there, ...movable]);
    return names.filter((one) => !isAlone(one));
  }
}
