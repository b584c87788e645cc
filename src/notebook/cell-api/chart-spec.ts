import { max, min } from "d3-array";
import { isIterable, isRecord, refusal } from "./check-arguments.ts";
import { checkOptions, checkWord, type OptionsOf } from "./check-options.ts";
import { isListOf } from "../base/list-of.ts";
import type { Bar, BarChart, ChartSpec, HeatChart, LineChart, ReferenceLine, Series } from "../output/chart-spec.ts";
import { finiteOrNull, type Matrix, plainNumbers, readDomain, readMatrix } from "./read-numbers.ts";
import { colorDomain } from "../output/color-scale.ts";

/** [x, y], or [x, y, low, high] with how far it may be off; a y of null or NaN is a gap. */
export type Point = readonly [number, number | null] | readonly [number, number | null, number, number];

export interface LineSeries {
  name: string;
  points?: readonly Point[];
  /** the same curve from several seeds, drawn as their mean with a band */
  runs?: readonly (readonly (readonly [number, number | null])[])[];
  /** what the band of `runs` shows: one standard deviation to either side unless said */
  spread?: "sd" | "range";
  /** a line in lineChart and dots in scatterChart unless said */
  mark?: "line" | "dots";
  /** against the right axis, with a scale of its own */
  axis?: "left" | "right";
  dashed?: boolean;
}

const seriesOptions: OptionsOf<LineSeries> = {
  ...{ name: true, points: true, runs: true, spread: true, mark: true, axis: true, dashed: true },
};

export interface GivenLine {
  /** a line at this x, or at this y */
  x?: number;
  y?: number;
  label?: string;
}

const lineOptions: OptionsOf<GivenLine> = { x: true, y: true, label: true };

export interface LineChartSpec {
  title?: string;
  x?: string;
  y?: string;
  /** the name of the right axis */
  y2?: string;
  xScale?: "linear" | "log";
  yScale?: "linear" | "log";
  xDomain?: readonly [number, number];
  yDomain?: readonly [number, number];
  series: readonly LineSeries[];
  /** to compare with: { y: 0.5, label: "chance" } */
  lines?: readonly GivenLine[];
}

const lineChartOptions: OptionsOf<LineChartSpec> = {
  ...{ title: true, x: true, y: true, y2: true, xScale: true, yScale: true, xDomain: true, yDomain: true },
  ...{ series: true, lines: true },
};

export interface GivenBar {
  name: string;
  value: number | null;
  /** bars of one name stand side by side, one colour per group */
  group?: string;
  /** how far it may be off: [low, high] */
  range?: readonly [number, number];
}

const barOptions: OptionsOf<GivenBar> = { name: true, value: true, group: true, range: true };

export interface BarChartSpec {
  title?: string;
  y?: string;
  bars: readonly GivenBar[];
  lines?: readonly { y: number; label?: string }[];
}

const barChartOptions: OptionsOf<BarChartSpec> = { title: true, y: true, bars: true, lines: true };

export interface HeatMapSpec {
  title?: string;
  /** what the columns and the rows are */
  x?: string;
  y?: string;
  /** what the numbers are */
  label?: string;
  /** names; numbered from 1 unless said */
  columns?: readonly (string | number)[];
  rows?: readonly (string | number)[];
  /** row by row, as lists or as a tensor [rows, columns] */
  values: Matrix;
  /** the numbers with full colour */
  domain?: readonly [number, number];
}

const heatMapOptions: OptionsOf<HeatMapSpec> = {
  ...{ title: true, x: true, y: true, label: true, columns: true, rows: true, values: true, domain: true },
};

const maxPoints = 5000;
const maxSeries = 40;
const maxBars = 200;
const maxCells = 64;

export const lineExample = 'lineChart({ series: [{ name: "loss", points: [[1, 2.5], [2, 2.3]] }] })';
const heatExample = "heatMap({ values: [[0.1, 0.9], [0.5, 0.5]] })";

export function isSeriesList(series: unknown): boolean {
  return isListOf(series, (one) => isRecord(one) && (isPointList(one.points) || isRunList(one.runs)));
}

export function isBarList(bars: unknown): boolean {
  return isListOf(bars, isRecord);
}

function isPointList(points: unknown): boolean {
  return isListOf(points, (point) => isIterable(point) && typeof point !== "string");
}

function isRunList(runs: unknown): boolean {
  return isListOf(runs, isPointList) && runs.length > 0;
}

/** Lines or, for a scatter chart, dots. */
export function lineChart(spec: LineChartSpec, mark?: "dots"): LineChart {
  const call = mark ? "scatterChart" : "lineChart";
  checkOptions(call, spec, lineChartOptions);
  const chart = readLineChart(call, spec, mark);
  for (const one of spec.series) checkSeries(call, one);
  for (const line of spec.lines ?? []) checkOptions(`a line of ${call}`, line, lineOptions);
  const isRightUsed = chart.series.some(({ axis }) => axis === "right");
  if (chart.y2 && !isRightUsed) {
    throw new TypeError(`${call} has no series for the right axis, which y2 names. Give one of them axis: "right".`);
  }
  return chart;
}

function checkSeries(call: string, one: LineSeries): void {
  const what = `a series of ${call}`;
  checkOptions(what, one, seriesOptions);
  checkWord(`the mark of ${what}`, one.mark, ["line", "dots"]);
  checkWord(`the axis of ${what}`, one.axis, ["left", "right"]);
  checkWord(`the spread of ${what}`, one.spread, ["sd", "range"]);
}

function readLineChart(call: string, spec: LineChartSpec, mark?: "dots"): LineChart {
  const { series, y2 } = Object(spec) as LineChartSpec;
  const example = lineExample.replace("lineChart", call);
  if (!isSeriesList(series)) throw refusal(call, `series with points [x, y], as in ${example}`, spec);
  const { xScale, yScale, xDomain, yDomain, lines } = spec;
  return {
    kind: "line",
    ...titled(spec.title),
    x: String(spec.x ?? ""),
    y: String(spec.y ?? ""),
    ...(y2 ? { y2: String(y2) } : {}),
    ...(isLog(call, "xScale", xScale) ? { xScale: "log" } : {}),
    ...(isLog(call, "yScale", yScale) ? { yScale: "log" } : {}),
    ...(xDomain ? { xDomain: domainFor(call, "xDomain", xDomain, xScale) } : {}),
    ...(yDomain ? { yDomain: domainFor(call, "yDomain", yDomain, yScale) } : {}),
    series: series.slice(0, maxSeries).map((one) => plainSeries(one, mark)),
    ...(lines ? { lines: plainLines(call, lines) } : {}),
  };
}

function domainFor(call: string, name: string, given: unknown, scale: unknown): [number, number] {
  const domain = readDomain(call, name, given);
  if (scale === "log" && domain[0] <= 0) throw refusal(call, `an ${name} above 0 on a log scale`, given);
  return domain;
}

function isLog(call: string, name: string, kind: unknown): boolean {
  if (kind === undefined || kind === "linear" || kind === "log") return kind === "log";
  throw refusal(call, `${name} to be "linear" or "log"`, kind);
}

function plainSeries(one: LineSeries, mark: "dots" | undefined): Series {
  const curve = one.points ? pointsOf(one.points) : meanOf(one.runs!, one.spread ?? "sd");
  return {
    name: String(one.name ?? ""),
    ...curve,
    ...((one.mark ?? mark) === "dots" ? { mark: "dots" } : {}),
    ...(one.axis === "right" ? { axis: "right" } : {}),
    ...(one.dashed ? { dashed: true } : {}),
  };
}

type Curve = Pick<Series, "points" | "band" | "spread">;

/** Thinned evenly where there are more than a picture can show. */
function pointsOf(given: readonly Point[]): Curve {
  const every = Math.ceil(given.length / maxPoints);
  const shown = given
    .filter((_, index) => index % every === 0 || index === given.length - 1)
    .map(([x, y, low, high]) => [x, y, low, high]);
  const rows = shown.filter(([x]) => Number.isFinite(x));
  const band = rows.map(([, , low, high]) => pair(low, high));
  return {
    points: rows.map(([x, y]) => [x as number, finiteOrNull(y)]),
    ...(band.some((one) => one !== null) ? { band } : {}),
  };
}

function pair(low: unknown, high: unknown): [number, number] | null {
  const ends = [finiteOrNull(low), finiteOrNull(high)];
  return ends[0] === null || ends[1] === null ? null : (ends.sort((a, b) => a! - b!) as [number, number]);
}

/** The mean over seeds at each x that a run has, and how far the runs lie apart there. */
function meanOf(runs: NonNullable<LineSeries["runs"]>, spread: "sd" | "range"): Curve {
  const byX = new Map<number, number[]>();
  for (const [x, y] of runs.flat()) {
    if (!Number.isFinite(x) || finiteOrNull(y) === null) continue;
    const values = byX.get(x) ?? [];
    values.push(y!);
    byX.set(x, values);
  }
  const all = [...byX].sort(([a], [b]) => a - b);
  const every = Math.ceil(all.length / maxPoints);
  const rows = all.filter((_, index) => index % every === 0 || index === all.length - 1);
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const words =
    spread === "range" ? `lowest to highest of ${runs.length} runs` : `± 1 standard deviation over ${runs.length} runs`;
  return {
    points: rows.map(([x, values]) => [x, finiteOrNull(mean(values))]),
    band: rows.map(([, values]) => {
      if (values.length < 2) return null;
      if (spread === "range") return pair(min(values), max(values));
      const middle = mean(values);
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
      return pair(middle - sd, middle + sd);
    }),
    spread: words,
  };
}

function plainLines(call: string, lines: unknown): ReferenceLine[] {
  const needs = 'lines with an x or a y, as in lines: [{ y: 0.5, label: "chance" }]';
  if (!Array.isArray(lines)) throw refusal(call, needs, lines);
  return lines.slice(0, maxSeries).map((line) => {
    const { x, y, label = "" } = Object(line) as GivenLine;
    const at = finiteOrNull(y ?? x);
    if (at === null) throw refusal(call, needs, line);
    return { axis: y === undefined ? "x" : "y", at, label: String(label) };
  });
}

export function barChart(spec: BarChartSpec): BarChart {
  checkOptions("barChart", spec, barChartOptions);
  const chart = readBarChart(spec);
  for (const bar of spec.bars) checkOptions("a bar of barChart", bar, barOptions);
  for (const line of spec.lines ?? []) checkOptions("a line of barChart", line, { y: true, label: true });
  return chart;
}

function readBarChart(spec: BarChartSpec): BarChart {
  const { bars, title, y, lines } = Object(spec) as BarChartSpec;
  if (!isBarList(bars)) {
    throw refusal("barChart", 'bars, as in barChart({ bars: [{ name: "a", value: 1 }] })', spec);
  }
  const marks = lines ? plainLines("barChart", lines).filter(({ axis }) => axis === "y") : [];
  return {
    kind: "bar",
    ...titled(title),
    y: String(y ?? ""),
    bars: bars.slice(0, maxBars).map(plainBar),
    ...(marks.length > 0 ? { lines: marks } : {}),
  };
}

function plainBar({ name, value, group, range }: GivenBar): Bar {
  const ends = Array.isArray(range) ? pair(range[0], range[1]) : null;
  return {
    name: String(name),
    value: finiteOrNull(value),
    ...(group === undefined ? {} : { group: String(group) }),
    ...(ends ? { range: ends } : {}),
  };
}

export function heatMap(spec: HeatMapSpec): HeatChart {
  checkOptions("heatMap", spec, heatMapOptions);
  const given = isRecord(spec) ? readMatrix(spec.values) : null;
  const width = given?.[0]?.length ?? 0;
  if (!given || width === 0 || given.some((row) => row.length !== width)) {
    throw refusal("heatMap", `values in rows of one length, as in ${heatExample}`, isRecord(spec) ? spec.values : spec);
  }
  const values = given.slice(0, maxCells).map((row) => plainNumbers(row, maxCells));
  const known = values.flat().filter((value) => value !== null);
  return {
    kind: "heat",
    ...titled(spec.title),
    x: String(spec.x ?? ""),
    y: String(spec.y ?? ""),
    label: String(spec.label ?? ""),
    columns: namesOf("columns", spec.columns, width),
    rows: namesOf("rows", spec.rows, given.length),
    values,
    domain: spec.domain ? readDomain("heatMap", "domain", spec.domain) : colorDomain(known),
  };
}

function namesOf(what: string, given: unknown, count: number): string[] {
  const isGiven = Array.isArray(given);
  if (isGiven && given.length !== count) {
    throw refusal(
      "heatMap",
      `as many names of ${what} as there are: ${count} ${what} and ${given.length} names do not fit`,
      given,
    );
  }
  return Array.from({ length: Math.min(count, maxCells) }, (_, index) => String(isGiven ? given[index] : index + 1));
}

function titled(title: unknown): { title?: string } {
  return title === undefined || title === null || title === "" ? {} : { title: String(title) };
}

/** What `show` draws as a chart, whatever else is in it; null for any other value. */
export function asChart(value: unknown, title?: string): ChartSpec | null {
  if (!isRecord(value)) return null;
  const { series, bars } = value;
  if (isSeriesList(series)) return readLineChart("show", { title, ...value, series } as LineChartSpec);
  return isBarList(bars) ? readBarChart({ title, ...value, bars } as BarChartSpec) : null;
}
