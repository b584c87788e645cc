import type { CellProgram } from "../language/analyse.ts";
import type { InputValues } from "../output/output.ts";

/** A cell of the page as the plan sees it. */
export interface PlannedCell {
  id: string;
  source: string;
  /** null when the text cannot be read */
  program: CellProgram | null;
  inputs?: InputValues;
  /** as the book has it, where a reader may have changed it */
  original?: Omit<PlannedCell, "id">;
  /** the names whose values the book keeps, if it does */
  kept?: ReadonlySet<string>;
}

/** What the kernel remembers of a cell's last run. */
export interface CellRun {
  /** counts all runs of the page */
  serial: number;
  source: string;
  /** what the reader had set (inputsKey) */
  inputs: string;
  /** for each name taken from above: the serial of the run that gave it */
  taken: Map<string, number>;
  /** the names that can be read; a stopped cell may have fewer than it defines */
  given: Set<string>;
  /** its values are those that the book keeps; it has not run here */
  isRestored?: boolean;
}

export type Runs = ReadonlyMap<string, CellRun>;

/** A name means the nearest definition above; null if no cell above defines it. */
export function definerOf(name: string, index: number, cells: PlannedCell[]): PlannedCell | null {
  const above = cells.slice(0, index);
  return above.findLast((cell) => cell.program?.definitions.includes(name)) ?? null;
}

/** The names a cell takes from cells above, and from which. */
export function dependencies(index: number, cells: PlannedCell[]): Map<string, PlannedCell> {
  const program = cells[index]?.program;
  const found = new Map<string, PlannedCell>();
  if (!program) return found;
  const own = new Set(program.definitions);
  for (const name of program.references.free.keys()) {
    const definer = own.has(name) ? null : definerOf(name, index, cells);
    if (definer) found.set(name, definer);
  }
  return found;
}

/** The cell and all that it needs, in order. */
export function ancestry<T extends PlannedCell>(index: number, cells: T[]): T[] {
  const found = new Set<PlannedCell>();
  const visit = (at: number): void => {
    if (found.has(cells[at]!)) return;
    found.add(cells[at]!);
    for (const definer of dependencies(at, cells).values()) visit(cells.indexOf(definer as T));
  };
  visit(index);
  return cells.filter((cell) => found.has(cell));
}

/** The reader's values as one text, whatever the order they were set in. */
export function inputsHash({ inputs = {} }: PlannedCell): string {
  return JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The cells that are what the book printed: text and inputs, their own and of all they need. A cell whose
 * inputs alone were set still gives the book's values under the names that no input can change.
 */
export function printedCells(cells: PlannedCell[]): Set<string> {
  const originals = cells.map((cell) => ({ ...cell, ...cell.original }));
  const printed = new Set<string>();
  const inText = new Set<string>();
  cells.forEach((cell, index) => {
    if (cell.source !== originals[index]!.source) return;
    const [now, then] = [dependencies(index, cells), dependencies(index, originals)];
    const isBooks = (name: string, { id, program }: PlannedCell): boolean =>
      then.get(name)?.id === id && (printed.has(id) || (inText.has(id) && program!.settled.has(name)));
    if (now.size !== then.size || ![...now].every(([name, definer]) => isBooks(name, definer))) return;
    inText.add(cell.id);
    if (inputsHash(cell) === "[]") printed.add(cell.id);
  });
  return printed;
}

/** The cells that have run as they are now written, with what the cells above now give them. */
export function freshCells(cells: PlannedCell[], runs: Runs): Set<string> {
  const fresh = new Set<string>();
  const printed = [...runs.values()].some((run) => run.isRestored) ? printedCells(cells) : null;
  cells.forEach((cell, index) => {
    const run = runs.get(cell.id);
    if (!run || run.source !== cell.source || run.inputs !== inputsHash(cell)) return;
    if (run.isRestored) {
      if (printed?.has(cell.id)) fresh.add(cell.id);
      return;
    }
    const isSame = [...dependencies(index, cells)].every(([name, { id }]) => {
      const given = runs.get(id);
      return fresh.has(id) && given?.given.has(name) && given.serial === run.taken.get(name);
    });
    if (isSame) fresh.add(cell.id);
  });
  return fresh;
}

export interface RunPlan {
  /** the cells whose values the book has, in order: taken instead of computed */
  restore: string[];
  /** the cells to run, in order */
  run: string[];
}

/**
 * What to do for these targets: first comes what is missing or out of date above. Where the book
 * has the very values that are asked for, they are taken, and nothing above them is needed.
 */
export function planRuns(targets: string[], cells: PlannedCell[], runs: Runs, canRestore = true): RunPlan {
  const fresh = freshCells(cells, runs);
  const printed = printedCells(cells);
  const steps: RunPlan = { restore: [], run: [] };
  /** by cell: the names that the cells below take from it */
  const asked = new Map<string, Set<string>>();
  for (let index = cells.length - 1; index >= 0; index--) {
    const { id, kept } = cells[index]!;
    const names = asked.get(id);
    if (!targets.includes(id) && !names) continue;
    const isKept = kept !== undefined && [...(names ?? [])].every((name) => kept.has(name));
    if (canRestore && isKept && printed.has(id) && !targets.includes(id)) {
      steps.restore.unshift(id);
      continue;
    }
    steps.run.unshift(id);
    for (const [name, definer] of dependencies(index, cells)) {
      const isThere = fresh.has(definer.id) && runs.get(definer.id)?.given.has(name);
      if (!isThere) asked.set(definer.id, (asked.get(definer.id) ?? new Set()).add(name));
    }
  }
  return steps;
}

/**
 * The cells that have run, but not with what is now above them; and those whose printed output is
 * no longer that of the page, because the reader has changed something above.
 */
export function staleCells(cells: PlannedCell[], runs: Runs): string[] {
  const fresh = freshCells(cells, runs);
  const printed = printedCells(cells);
  return cells
    .filter(({ id, source, original }) => {
      const run = runs.get(id);
      return run ? run.source === source && !fresh.has(id) : original?.source === source && !printed.has(id);
    })
    .map(({ id }) => id);
}

/** The cells below that use what `id` defines, directly or through others. */
export function dependents(id: string, cells: PlannedCell[]): string[] {
  const reached = new Set([id]);
  cells.forEach((cell, index) => {
    const above = [...dependencies(index, cells).values()];
    if (above.some((definer) => reached.has(definer.id))) reached.add(cell.id);
  });
  reached.delete(id);
  return [...reached];
}
