import type { CellChange } from "../../edits/changes.ts";
import type { InputValues } from "../../notebook/output/output.ts";
import type { CellEvent } from "./cell-events.ts";

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
  handle(event: CellEvent): void;
  /** shows what is kept, if it is something else by now */
  restore(): void;
}

/** What a cell is at one moment. */
export interface CellText {
  id: string;
  source: string;
  original: string;
  inputs: InputValues;
}

/** The browser keeps it up to date: to search a chapter at every word from the worker costs a slider its frames. */
const all = document.getElementsByTagName("code-cell") as HTMLCollectionOf<HTMLElement & CellView>;

/** Every cell of the page, in order; those whose script is there. */
export function cellViews(): (HTMLElement & CellView)[] {
  return [...all].filter((cell) => cell.cellId);
}

/** All of them as the page shows them now. */
export function cellTexts(): CellText[] {
  return cellViews().map(({ cellId: id, source, original, inputs }) => ({ id, source, original, inputs }));
}
