/** Curves over seeds, from public/experiments/NAME.json: their mean, with a band. */
import { type PublishedExperiment, type ExperimentRow, fits, meanAndSpread, type Where } from "./experiments.ts";
import { lineChart } from "../notebook/cell-api/line-chart.ts";
import type { Point } from "../notebook/cell-api/line-series.ts";
import type { GivenLine } from "../notebook/cell-api/reference-lines.ts";
import type { LineChart } from "../notebook/output/chart-spec.ts";

export interface MeasuredChartSpec {
  where?: Where;
  /** the rows of each curve; `at` names the field that says where on it a row is, as "step" */
  series: Record<string, Where & { at?: string }>;
  /** the same for all series */
  at?: string;
  x: string;
  y: string;
  /** draw the square root of x: a distance d instead of a KL divergence */
  root?: boolean;
  /** curves are in the order of `at`, which may turn back; or from the left */
  leftToRight?: boolean;
  title?: string;
  xTitle?: string;
  yTitle?: string;
  xDomain?: [number, number];
  yDomain?: [number, number];
  lines?: GivenLine[];
}

/** @throws what is wrong, in words that help to write it right */
export function measuredChart(experiment: PublishedExperiment, spec: MeasuredChartSpec): LineChart {
  const { where = {}, series, title, xTitle, yTitle, x, y, xDomain, yDomain, lines } = spec;
  return lineChart({
    ...(title === undefined ? {} : { title }),
    x: xTitle ?? x,
    y: yTitle ?? y,
    ...(xDomain ? { xDomain } : {}),
    ...(yDomain ? { yDomain } : {}),
    ...(lines ? { lines } : {}),
    series: Object.entries(series).map(([name, { at = spec.at, ...own }]) => ({
      name,
      points: pointsOf(experiment, { ...where, ...own }, at ?? x, spec),
    })),
  });
}

/** Seeds are averaged where they are at the same place of the curve. */
function pointsOf(
  { name, rows }: PublishedExperiment,
  where: Where,
  at: string,
  { x, y, root = false, leftToRight = false }: MeasuredChartSpec,
): Point[] {
  const own = rows.filter((row) => fits(row, where));
  if (own.length === 0) throw new Error(`${name} has no row with ${JSON.stringify(where)}.`);
  const moments = [...new Set(own.map((row) => number(row, at)))].sort((a, b) => a - b);
  const points = moments.map((moment): Point => {
    const there = own.filter((row) => row[at] === moment);
    const across = meanAndSpread(there.map((row) => number(row, x))).mean;
    const { mean, spread } = meanAndSpread(there.map((row) => number(row, y)));
    const sd = spread ?? 0;
    return [root ? Math.sqrt(Math.max(0, across)) : across, mean, mean - sd, mean + sd];
  });
  return leftToRight ? points.sort((a, b) => a[0] - b[0]) : points;
}

function number(row: ExperimentRow, field: string): number {
  const value = row[field];
  if (typeof value === "number") return value;
  throw new Error(
    `"${field}" is no number in a row of seed ${String(row.seed)}. It has: ${Object.keys(row).join(", ")}.`,
  );
}
