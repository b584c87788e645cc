import { inspect } from "./inspect.ts";
import { inspectedText } from "./inspected-text.ts";
import type { Row } from "./tabulate.ts";

/** What the cell API says to arguments it cannot use: what it needs, by example, and what it got. */

export function checkRows(rows: unknown): Row[] {
  const list = isIterable(rows) ? [...rows] : [rows];
  const wrong = isIterable(rows) ? list.findIndex((row) => !isRecord(row)) : 0;
  if (wrong < 0) return list as Row[];
  throw refusal("table", 'a list of records, as in table([{ step: 1, loss: 2.5 }])', rows);
}

export function checkLines(spec: unknown): void {
  const { series } = Object(spec) as { series?: unknown };
  if (isSeriesList(series)) return;
  const example = 'lineChart({ series: [{ name: "loss", points: [[1, 2.5], [2, 2.3]] }] })';
  throw refusal("lineChart", `series with points [x, y], as in ${example}`, spec);
}

export function checkBars(spec: unknown): void {
  const { bars } = Object(spec) as { bars?: unknown };
  if (isBarList(bars)) return;
  throw refusal("barChart", 'bars, as in barChart({ bars: [{ name: "a", value: 1 }] })', spec);
}

export function checkProgress(record: unknown, plot: unknown): void {
  if (!isRecord(record)) {
    throw refusal("progress", "a record, as in progress({ step: 1, steps: 200, loss: 2.5 })", record);
  }
  if (plot === undefined || (Array.isArray(plot) && plot.every((key) => typeof key === "string"))) return;
  throw refusal("progress", 'plot to be a list of names, as in { plot: ["loss"] }', plot);
}

export function isSeriesList(series: unknown): boolean {
  return Array.isArray(series) && series.every((one) => isRecord(one) && isPointList(one.points));
}

export function isBarList(bars: unknown): boolean {
  return Array.isArray(bars) && bars.every(isRecord);
}

function isPointList(points: unknown): boolean {
  return Array.isArray(points) && points.every((point) => isIterable(point) && typeof point !== "string");
}

export function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === "function";
}

const maxText = 80;

export function refusal(call: string, needs: string, got: unknown): TypeError {
  const text = inspectedText(inspect(got));
  const short = text.length > maxText ? `${text.slice(0, maxText)}…` : text;
  return new TypeError(`${call} needs ${needs}. It got ${short}.`);
}
