import type { CellError } from "../base/cell-error.ts";
import type { ChartSpec, LineChart } from "./chart-spec.ts";
import type { InputSpec } from "./input-spec.ts";
import type { Inspected } from "./inspected.ts";

/** What a cell shows, as data that survives JSON. One pure function renders it: render.ts. */
export type Output =
  | TextOutput
  | ValueOutput
  | TableOutput
  | ChartOutput
  | ProgressOutput
  | TokensOutput
  | AttentionOutput
  | SamplesOutput
  | InputOutput
  | CheckOutput
  | ErrorOutput;

export interface TextOutput {
  kind: "text";
  text: string;
  level: "log" | "info" | "debug" | "warn" | "error";
  label?: string;
  /** not said by the cell, but by what runs it: no part of what the book prints */
  by?: "notebook";
}

export interface ValueOutput {
  kind: "value";
  value: Inspected;
  label?: string;
}

export type TableValue = string | number | boolean | null;

export interface TableOutput {
  kind: "table";
  columns: string[];
  rows: TableValue[][];
  /** how many rows there are beyond those listed */
  more: number;
  caption?: string;
}

export interface ChartOutput {
  kind: "chart";
  chart: ChartSpec;
}

export interface ProgressOutput {
  kind: "progress";
  label?: string;
  step: number;
  /** null when the total is not known */
  steps: number | null;
  /** the newest numbers; NaN and infinities as text */
  latest: { name: string; value: number | string }[];
  charts: LineChart[];
  /** the only part that differs between two runs with the same seed */
  timing: { seconds: number; stepsPerSecond: number | null; secondsLeft: number | null };
}

/** Texts as tokens, each coloured by a number. */
export interface TokensOutput {
  kind: "tokens";
  title?: string;
  /** what the numbers are: "logprob" */
  label: string;
  /** where the colour is full; one-sided when all numbers have one sign */
  domain: [number, number];
  rows: TokenRow[];
}

export interface TokenRow {
  name?: string;
  /** one number of the whole text, with its own name: "score 1.2" */
  note?: string;
  /** what stands before, without numbers */
  query: string[];
  tokens: string[];
  /** one per token; null leaves it without colour */
  values: (number | null)[];
}

/** How much each token looks at each token before it, per head. */
export interface AttentionOutput {
  kind: "attention";
  title?: string;
  tokens: string[];
  /** weights[i][j]: how much token i looks at token j, from 0 to 1 */
  heads: { name: string; weights: number[][] }[];
}

/** Answers to the same prompts, side by side. */
export interface SamplesOutput {
  kind: "samples";
  title?: string;
  /** who answers: the models' names */
  columns: string[];
  rows: { prompt: string; answers: (ShownSample | null)[] }[];
  /** how many rows there are beyond those listed */
  more: number;
}

export interface ShownSample {
  text: string;
  score?: number;
  /** short words about it: "rude", "correct" */
  badges: Badge[];
}

export interface Badge {
  text: string;
  tone: "good" | "bad" | "plain";
}

/** Something the reader sets; its value is part of the cell's state. */
export interface InputOutput {
  kind: "input";
  input: InputSpec;
  value: InputValue;
}

export type InputValue = string | number | number[];

/** By key; an input that stands at its initial value is not listed. */
export type InputValues = Record<string, InputValue>;

/** What one `check` of an exercise says. */
export interface CheckOutput {
  kind: "check";
  state: "passed" | "wrong" | "open";
  what: string;
  message: string;
}

interface ErrorOutput {
  kind: "error";
  error: CellError;
}
