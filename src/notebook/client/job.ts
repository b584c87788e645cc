import type { CellError } from "../base/cell-error.ts";
import type { CellSource, EndState } from "../kernel/protocol.ts";
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

/** Whether a page is what it was: its texts, their inputs, and what the book keeps of it. */
export function isSamePage(now: CellSource[], before: CellSource[] | null): boolean {
  if (now.length !== before?.length) return false;
  return now.every(({ inputs = {}, ...cell }, index) => {
    const { inputs: former = {}, ...other } = before[index]!;
    const isSame = cell.id === other.id && cell.source === other.source && cell.original === other.original;
    return isSame && cell.kept === other.kept && JSON.stringify(inputs) === JSON.stringify(former);
  });
}
