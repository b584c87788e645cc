import { max, min } from "d3-array";
import { isListOf } from "../base/list-of.ts";
import type { Series } from "../output/chart-spec.ts";
import { isIterable, isRecord } from "./check-arguments.ts";
import { checkOptions, checkWord, type OptionsOf } from "./check-options.ts";
import { finiteOrNull, readInterval } from "./read-numbers.ts";

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

/** A picture has no room for more. */
const maxPoints = 5000;

export function isSeriesList(series: unknown): boolean {
  return isListOf(series, (one) => isRecord(one) && (isPointList(one.points) || isRunList(one.runs)));
}

function isPointList(points: unknown): boolean {
  return isListOf(points, (point) => isIterable(point) && typeof point !== "string");
}

function isRunList(runs: unknown): boolean {
  return isListOf(runs, isPointList) && runs.length > 0;
}

/** Refuses options that no series has. */
export function checkSeries(call: string, one: LineSeries): void {
  const what = `a series of ${call}`;
  checkOptions(what, one, seriesOptions);
  checkWord(`the mark of ${what}`, one.mark, ["line", "dots"]);
  checkWord(`the axis of ${what}`, one.axis, ["left", "right"]);
  checkWord(`the spread of ${what}`, one.spread, ["sd", "range"]);
}

/** A series as data: what is no number is a gap, and runs are their mean. */
export function plainSeries(one: LineSeries, mark: "dots" | undefined): Series {
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
  const band = rows.map(([, , low, high]) => readInterval(low, high));
  return {
    points: rows.map(([x, y]) => [x as number, finiteOrNull(y)]),
    ...(band.some((one) => one !== null) ? { band } : {}),
  };
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
      if (spread === "range") return readInterval(min(values), max(values));
      const middle = mean(values);
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
      return readInterval(middle - sd, middle + sd);
    }),
    spread: words,
  };
}
