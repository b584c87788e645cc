import type { CellError } from "../base/cell-error.ts";
import type { CellSource, EndState, PostedCell } from "../kernel/protocol.ts";
import type { Output } from "../output/output.ts";

/** How a cell's run ended, for scripts: plain data. */
export interface RunResult {
  state: EndState;
  outputs: Output[];
  error: CellError | null;
}

/** What was asked for with one press of Run. */
export interface Job {
  targets: string[];
  /** it runs only if nothing long must run first */
  isLight: boolean;
  /** a training of the targets goes on where it was when the page was left */
  goesOn: boolean;
  /** the page as it was when the run was asked for; a light one takes it as it is at its turn */
  cells: CellSource[] | null;
  planned: string[];
  /** the worker has said what runs */
  isPlanned: boolean;
  running: string | null;
  results: Map<string, RunResult>;
  resolve: (results: Map<string, RunResult>) => void;
}

/** What should run and has no result; what `isLight` may turn out not to run. */
export function unended({ planned, targets, isLight, results }: Job): string[] {
  return [...new Set(isLight ? planned : [...planned, ...targets])].filter((cell) => !results.has(cell));
}

/** A module that a cell imports did not arrive. */
export function missedModule({ results }: Job): boolean {
  return [...results.values()].some(({ error }) => error?.name === "LoadError");
}

/** What a worker must be told of a page that it has had before as it was then; null if nothing is new. */
export function newsOf(now: CellSource[], before: CellSource[] | null): PostedCell[] | null {
  const former = new Map((before ?? []).map((cell) => [cell.id, cell]));
  const isSet = ({ id, inputs = {} }: CellSource): boolean =>
    JSON.stringify(inputs) !== JSON.stringify(former.get(id)?.inputs ?? {});
  const posted = now.map((cell): PostedCell => {
    if (!isSameText(cell, former.get(cell.id))) return cell;
    return { id: cell.id, isSame: true, ...(cell.inputs && { inputs: cell.inputs }) };
  });
  const isOrdered = now.length === before?.length && now.every(({ id }, index) => id === before[index]!.id);
  return isOrdered && posted.every((cell) => "isSame" in cell) && !now.some(isSet) ? null : posted;
}

/** Its text, the book's, and what the book keeps of it. */
function isSameText(cell: CellSource, former: CellSource | undefined): boolean {
  return cell.source === former?.source && cell.original === former.original && cell.kept === former.kept;
}
