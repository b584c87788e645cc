import type { CellChange } from "../keeping/changes.ts";
import type { CellError } from "../notebook/cell-error.ts";
import type { InputValues, Output } from "../notebook/output.ts";
import type { KeptModel } from "../notebook/model-store.ts";
import type { EndState } from "../notebook/protocol.ts";

/** What the running notebook needs of a cell on the page. */
export interface CellView {
  readonly cellId: string;
  source: string;
  /** the book's own text */
  readonly original: string;
  /** where what the book printed is to be had as data */
  readonly book: string | null;
  readonly state: string;
  /** what the reader has set in the cell's inputs */
  inputs: InputValues;
  /** shows what a link brings beside what is there; says whether it is anything else */
  offer(change: CellChange): boolean;
  queue(why?: string): void;
  restore(isDone: boolean): void;
  compare(differences: string[]): void;
  begin(source: string, inputs: InputValues): void;
  prepare(what: string): void;
  showOutput(index: number, output: Output): void;
  finish(state: EndState, error: CellError | null, seconds: number): void;
  lateError(error: CellError): void;
  failToLoad(error: CellError): void;
  explainRestart(): void;
  stopping(): void;
  pausing(isPaused: boolean): void;
  offerModels(names: string[]): void;
  keptModel(name: string, kept: KeptModel | null, problem: string | null): void;
  setStale(isStale: boolean, isTold: boolean): void;
  setDependents(stale: string[]): void;
}

/** Every cell of the page, in order. */
export function cellViews(): (HTMLElement & CellView)[] {
  return [...document.querySelectorAll<HTMLElement & CellView>("code-cell:defined")];
}
