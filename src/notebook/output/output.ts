import type { CellError } from "../base/cell-error.ts";

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

interface AnyInput {
  /** under which its value is kept: the same key, the same question */
  key: string;
  label: string;
}

export type InputSpec =
  | (AnyInput & { type: "slider"; min: number; max: number; step: number; initial: number; unit?: string })
  | (AnyInput & { type: "select"; options: string[]; initial: string })
  | (AnyInput & { type: "text"; initial: string; rows: number; placeholder?: string })
  | (AnyInput & { type: "seed"; initial: number })
  | RankingInput;

/** The reader orders answers; the value lists their indices, the best first. */
export type RankingInput = AnyInput & {
  type: "ranking";
  prompt?: string;
  answers: string[];
  initial: number[];
  /** the cell asks for it: the order counts once the reader has said so */
  asks: boolean;
  /** the cell waits for that now */
  awaits: boolean;
};

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

export type ChartSpec = LineChart | BarChart | HeatChart;

/** Lines or dots over numbers. */
export interface LineChart {
  kind: "line";
  title?: string;
  x: string;
  y: string;
  /** the name of the right axis */
  y2?: string;
  /** linear unless said */
  xScale?: "log";
  yScale?: "log";
  /** how far the x axis reaches, where that is known before the points are there */
  xDomain?: [number, number];
  yDomain?: [number, number];
  series: Series[];
  lines?: ReferenceLine[];
}

export interface Series {
  name: string;
  /** [x, y]; a y that is no number is null, a gap in the line */
  points: [number, number | null][];
  /** from where to where a value may lie, one pair per point; null where that is not known */
  band?: ([number, number] | null)[];
  /** what the band is: "± 1 standard deviation over 5 runs" */
  spread?: string;
  /** a line unless said */
  mark?: "dots";
  axis?: "right";
  dashed?: true;
}

/** Where something is to be compared with: a chance level, a limit. */
export interface ReferenceLine {
  axis: "x" | "y";
  at: number;
  label: string;
}

export interface BarChart {
  kind: "bar";
  title?: string;
  y: string;
  bars: Bar[];
  lines?: ReferenceLine[];
}

export interface Bar {
  name: string;
  value: number | null;
  /** bars of one name stand together, one colour per group */
  group?: string;
  /** from where to where the value may lie */
  range?: [number, number];
}

/** Numbers in rows and columns, as colour. */
export interface HeatChart {
  kind: "heat";
  title?: string;
  x: string;
  y: string;
  /** what the numbers are */
  label: string;
  columns: string[];
  rows: string[];
  values: (number | null)[][];
  /** where the colour is full */
  domain: [number, number];
}

/** A value as a tree to look into, cut where it gets long. */
export type Inspected =
  | { type: "leaf"; of: LeafKind; text: string }
  | { type: "list"; name: string; items: Inspected[]; more: number }
  /** a list of numbers too long to be listed one by one */
  | { type: "numbers"; name: string; values: number[]; more: number }
  | { type: "record"; name: string; entries: [string, Inspected][]; more: number }
  | { type: "tensor"; shape: number[]; dtype: string; preview: string | null };

export type LeafKind = "number" | "string" | "keyword" | "function" | "other";
