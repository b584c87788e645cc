import {
  checkBars,
  checkLines,
  checkProgress,
  checkRows,
  isBarList,
  isSeriesList,
} from "./check-arguments.ts";
import { inspect, isTensor } from "./inspect.ts";
import { inspectedText } from "./inspected-text.ts";
import { nextTask } from "./next-task.ts";
import type { BarChart, ChartSpec, LineChart, Output } from "./output.ts";
import type { OutputStream } from "./output-stream.ts";
import { ProgressTracker, type ProgressOptions, type StepRecord } from "./progress.ts";
import type { StopSignal } from "./stop.ts";
import { isTabular, tabulate, type Row } from "./tabulate.ts";

/** What every cell can call without an import. */
export interface CellApi {
  /** Shows a value: text, a list of flat records as a table, a tensor, a chart, or anything else. */
  show(value: unknown, label?: string): void;
  /** Shows rows as a table; the columns are the rows' keys. */
  table(rows: readonly Row[], options?: { caption?: string }): void;
  /** Draws lines through points; a y of null or NaN is a gap. */
  lineChart(spec: LineChartSpec): void;
  /** Draws one bar per value. */
  barChart(spec: BarChartSpec): void;
  /**
   * Shows how far a training loop is, its newest numbers and their curves. Await it: that is where
   * the page gets to draw, and where Stop takes effect.
   */
  progress(
    record: { step?: number; steps?: number },
    options?: ProgressOptions,
  ): Promise<void>;
  /** Reads files of the book's public folder: `book("checkpoints/base")("config.json")`. */
  book(folder: string): (file: string) => Promise<Uint8Array<ArrayBuffer>>;
  console: CellConsole;
}

export interface LineChartSpec {
  title?: string;
  x?: string;
  y?: string;
  series: { name: string; points: readonly (readonly [number, number | null])[] }[];
}

export interface BarChartSpec {
  title?: string;
  y?: string;
  bars: { name: string; value: number }[];
}

export type CellConsole = Record<
  "log" | "info" | "debug" | "warn" | "error" | "table",
  (...values: unknown[]) => void
>;

export const cellApiNames = [
  "show",
  "table",
  "lineChart",
  "barChart",
  "progress",
  "book",
  "console",
] as const satisfies (keyof CellApi)[];

export type ReadBookFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** How long a loop that awaits `progress` may compute before messages come through. */
const breathMs = 16;

export function createCellApi(out: OutputStream, stop: StopSignal, readFile: ReadBookFile): CellApi {
  const progress = createProgress(out, stop);
  const show = (value: unknown, label?: string): void => {
    stop.check();
    out.add(outputFor(value, label));
  };
  return {
    show,
    table(rows, options) {
      stop.check();
      out.add(tabulate(checkRows(rows), options?.caption));
    },
    lineChart(spec) {
      checkLines(spec);
      show({ ...spec, kind: "line" });
    },
    barChart(spec) {
      checkBars(spec);
      show({ ...spec, kind: "bar" });
    },
    progress,
    book: (folder) => (file) => readFile(`${folder}/${file}`),
    console: createConsole(out, stop),
  };
}

/** What `show` makes of a value. */
export function outputFor(value: unknown, label?: string): Output {
  const labelled = label ? { label } : {};
  if (typeof value === "string") return { kind: "text", text: value, level: "log", ...labelled };
  const chart = asChart(value, label);
  if (chart) return { kind: "chart", chart };
  if (isTabular(value)) return tabulate(value, label);
  return { kind: "value", value: inspect(value), ...labelled };
}

function asChart(value: unknown, title?: string): ChartSpec | null {
  if (typeof value !== "object" || value === null || isTensor(value)) return null;
  const spec = { title, ...value } as Partial<LineChartSpec & BarChartSpec>;
  if (isSeriesList(spec.series)) return lineSpec(spec as LineChartSpec);
  return isBarList(spec.bars) ? barSpec(spec as BarChartSpec) : null;
}

function lineSpec({ title, x = "", y = "", series }: LineChartSpec): LineChart {
  const plain = series.map(({ name, points }) => ({
    name: String(name),
    points: points
      .filter(([x]) => Number.isFinite(x))
      .map(([x, y]): [number, number | null] => [x, finite(y)]),
  }));
  return { kind: "line", ...(title ? { title: String(title) } : {}), x: String(x), y: String(y), series: plain };
}

function barSpec({ title, y = "", bars }: BarChartSpec): BarChart {
  const plain = bars.map(({ name, value }) => ({ name: String(name), value: finite(value) }));
  return { kind: "bar", ...(title ? { title: String(title) } : {}), y: String(y), bars: plain };
}

function finite(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function createProgress(out: OutputStream, stop: StopSignal): CellApi["progress"] {
  const running = new Map<string, { tracker: ProgressTracker; index: number }>();
  let lastBreath = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - lastBreath < breathMs) return;
    await nextTask();
    lastBreath = performance.now();
    stop.check();
  };
  return (record, given) => {
    stop.check();
    const options = given ?? {};
    checkProgress(record, options.plot);
    const label = options.label ?? "";
    let one = running.get(label);
    if (!one?.tracker.continues(record)) {
      const tracker = new ProgressTracker(options);
      tracker.update(record, performance.now());
      one = { tracker, index: out.add(tracker.output()) };
      running.set(label, one);
    } else {
      one.tracker.update(record, performance.now());
      out.replace(one.index, () => one!.tracker.output());
    }
    return breathe();
  };
}

function createConsole(out: OutputStream, stop: StopSignal): CellConsole {
  const writer = (level: "log" | "warn" | "error") => (...values: unknown[]) => {
    stop.check();
    out.write(values.map(consoleText).join(" "), level);
  };
  const log = writer("log");
  return {
    log,
    info: log,
    debug: log,
    warn: writer("warn"),
    error: writer("error"),
    table: (rows) => void (isTabular(rows) ? out.add(tabulate(rows)) : log(rows)),
  };
}

function consoleText(value: unknown): string {
  return typeof value === "string" ? value : inspectedText(inspect(value));
}
