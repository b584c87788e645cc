import type { Token } from "./line-tokens.ts";

/** The cell around an editor. */
export interface EditorHost {
  /** what assistive technology calls the text */
  label: string;
  cellId: string;
  /** the cell's element */
  element: HTMLElement;
  /** the text was changed by the reader */
  changed(): void;
  run(): void;
  /** as in Jupyter: runs the cell, and on to the next one */
  runAndGoOn(): void;
  /** the reader leaves the text by the keyboard */
  leave(): void;
}

/** Where a run went wrong; lines and columns from 1. */
export interface RunProblem {
  line: number;
  column: number;
  message: string;
}

/** What the editor takes over from the page. */
export interface OpenText {
  /** the text when the reader began, and as it is now: typing in between can be undone */
  before: string;
  source: string;
  selection: { anchor: number; head: number };
  /** the text's colours as the page shows them */
  painted: Token[];
  /** the imports at the top can be folded; null where they are not to be */
  fold: { isClosed: boolean } | null;
  /** whether the reader has typed or clicked inside, so that Tab indents */
  isInside: boolean;
}
