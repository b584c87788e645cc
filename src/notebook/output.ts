import type { CellError } from "./cell-error.ts";

/** What a cell shows, as data that survives JSON. One pure function renders it: render.ts. */
export type Output =
  | TextOutput
  | ValueOutput
  | TableOutput
  | ChartOutput
  | ProgressOutput
  | ErrorOutput;

export interface TextOutput {
  kind: "text";
  text: string;
  level: "log" | "warn" | "error";
  label?: string;
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

export interface ErrorOutput {
  kind: "error";
  error: CellError;
}

export type ChartSpec = LineChart | BarChart;

export interface LineChart {
  kind: "line";
  title?: string;
  x: string;
  y: string;
  /** how far the x axis reaches, where that is known before the points are there */
  xDomain?: [number, number];
  series: Series[];
}

export interface Series {
  name: string;
  /** [x, y]; a y that is no number is null, a gap in the line */
  points: [number, number | null][];
}

export interface BarChart {
  kind: "bar";
  title?: string;
  y: string;
  bars: { name: string; value: number | null }[];
}

/** A value as a tree to look into, cut where it gets long. */
export type Inspected =
  | { type: "leaf"; of: LeafKind; text: string }
  | { type: "list"; name: string; items: Inspected[]; more: number }
  | { type: "record"; name: string; entries: [string, Inspected][]; more: number }
  | { type: "tensor"; shape: number[]; dtype: string; preview: string | null };

export type LeafKind = "number" | "string" | "keyword" | "function" | "other";
