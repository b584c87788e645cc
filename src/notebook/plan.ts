import type { CellProgram } from "./analyse.ts";
import type { InputValues } from "./output.ts";

/** A cell of the page as the plan sees it. */
export interface PlannedCell {
  id: string;
  source: string;
  /** null when the text cannot be read */
  program: CellProgram | null;
  inputs?: InputValues;
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

/** The reader's values as one text, whatever the order they were set in. */
export function inputsKey({ inputs = {} }: PlannedCell): string {
  return JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The cells that have run as they are now written, with what the cells above now give them. */
export function freshCells(cells: PlannedCell[], runs: Runs): Set<string> {
  const fresh = new Set<string>();
  cells.forEach((cell, index) => {
    const run = runs.get(cell.id);
    if (!run || run.source !== cell.source || run.inputs !== inputsKey(cell)) return;
    const isSame = [...dependencies(index, cells)].every(([name, { id }]) => {
      const given = runs.get(id);
      return fresh.has(id) && given?.given.has(name) && given.serial === run.taken.get(name);
    });
    if (isSame) fresh.add(cell.id);
  });
  return fresh;
}

/** The cells to run for these targets, in order: first what is missing or out of date above. */
export function plan(targets: string[], cells: PlannedCell[], runs: Runs): string[] {
  const fresh = freshCells(cells, runs);
  const wanted = new Set<number>();
  const want = (index: number): void => {
    if (index < 0 || wanted.has(index)) return;
    wanted.add(index);
    for (const [name, definer] of dependencies(index, cells)) {
      const isThere = fresh.has(definer.id) && runs.get(definer.id)?.given.has(name);
      if (!isThere) want(cells.indexOf(definer));
    }
  };
  for (const id of targets) want(cells.findIndex((cell) => cell.id === id));
  return [...wanted].sort((a, b) => a - b).map((index) => cells[index]!.id);
}

/** The cells that have run, but not with what is now above them. */
export function staleCells(cells: PlannedCell[], runs: Runs): string[] {
  const fresh = freshCells(cells, runs);
  return cells
    .filter(({ id, source }) => runs.get(id)?.source === source && !fresh.has(id))
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
