import { analyse, type CellProgram } from "../language/analyse.ts";
import { CellProblem } from "../base/cell-error.ts";
import type { CellSource, PostedCell, SameCell } from "./protocol.ts";
import { dependents, type PlannedCell } from "./run-plan.ts";
import type { Snapshot } from "./snapshot.ts";

/** The cells of the page as they are written now: their texts, read, and what the book has of them. */
export class PageCells {
  /** in the page's order */
  list: PlannedCell[] = [];
  /** by text: what was read from it, or why it cannot be read */
  #read = new Map<string, CellProgram | CellProblem>();
  /** as they were posted last */
  #sources = new Map<string, CellSource>();
  #snapshots = new Map<string, Snapshot>();
  #seconds = new Map<string, number>();

  /** Takes the page as it is now; a text that has been read before is not read again. */
  take(posted: readonly PostedCell[]): void {
    const cells = posted.map((cell) => (isSame(cell) ? withInputs(this.#sources.get(cell.id)!, cell) : cell));
    this.#sources = new Map(cells.map((cell) => [cell.id, cell]));
    const before = this.#read;
    const texts = cells.flatMap(({ source, original }) => (original === undefined ? [source] : [source, original]));
    this.#read = new Map(texts.map((text) => [text, before.get(text) ?? tryAnalyse(text)]));
    this.#snapshots = new Map(cells.flatMap(({ id, kept }) => (kept ? [[id, kept] as const] : [])));
    this.#seconds = new Map(
      cells.flatMap(({ id, seconds }) => (seconds === undefined ? [] : [[id, seconds] as const])),
    );
    this.list = cells.map((cell) => this.#planned(cell));
  }

  indexOf(id: string): number {
    return this.list.findIndex((cell) => cell.id === id);
  }

  find(id: string): PlannedCell | undefined {
    return this.list.find((cell) => cell.id === id);
  }

  /** What a cell of the page is written as. @throws {CellProblem} if it cannot be read */
  programOf(id: string): CellProgram {
    const read = this.#read.get(this.find(id)!.source)!;
    if (read instanceof CellProblem) throw read;
    return read;
  }

  /** The values that the book has of a cell. */
  snapshotOf(id: string): Snapshot | undefined {
    return this.#snapshots.get(id);
  }

  /** About how long a cell takes that is as the book has it; null of one that is not. */
  bookSecondsOf({ id, source, original }: PlannedCell): number | null {
    return original?.source === source ? (this.#seconds.get(id) ?? null) : null;
  }

  /** For each of these cells those below that use it, or used it as the book has the page. */
  dependentsOf(ids: readonly string[]): Record<string, string[]> {
    // An edited cell may define nothing any more of what the cells below used.
    const originals = this.list.map((cell) => ({ ...cell, ...cell.original }));
    const all = (id: string) => [...new Set([...dependents(id, this.list), ...dependents(id, originals)])];
    return Object.fromEntries(ids.map((id) => [id, all(id)]));
  }

  #planned({ id, source, original, kept, inputs }: CellSource): PlannedCell {
    const program = this.#readable(source);
    const names = kept && new Set([...Object.keys(kept.values), ...importedNames(program)]);
    return {
      id,
      source,
      program,
      ...(original === undefined ? {} : { original: { source: original, program: this.#readable(original) } }),
      ...(names ? { kept: names } : {}),
      ...(inputs ? { inputs } : {}),
    };
  }

  #readable(text: string): CellProgram | null {
    const read = this.#read.get(text)!;
    return read instanceof CellProblem ? null : read;
  }
}

function isSame(cell: PostedCell): cell is SameCell {
  return "isSame" in cell;
}

function withInputs({ inputs: _, ...former }: CellSource, { inputs }: SameCell): CellSource {
  return { ...former, ...(inputs && { inputs }) };
}

/** The names that a cell has from elsewhere. */
export function importedNames(program: CellProgram | null): string[] {
  return program?.imports.flatMap(({ bindings }) => bindings.map(({ local }) => local)) ?? [];
}

function tryAnalyse(source: string): CellProgram | CellProblem {
  try {
    return analyse(source);
  } catch (error) {
    if (error instanceof CellProblem) return error;
    return new CellProblem("SyntaxError", `This cell cannot be read: ${String(error)}`, null);
  }
}
