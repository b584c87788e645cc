import type { LineChart } from "../output/chart-spec.ts";
import { chartTitle } from "./chart-title.ts";
import { refusal } from "./check-arguments.ts";
import { checkOptions, type OptionsOf } from "./check-options.ts";
import { checkSeries, isSeriesList, type LineSeries, plainSeries } from "./line-series.ts";
import { readDomain } from "./read-numbers.ts";
import { type GivenLine, lineOptions, plainLines } from "./reference-lines.ts";

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

const maxSeries = 40;

const example = 'lineChart({ series: [{ name: "loss", points: [[1, 2.5], [2, 2.3]] }] })';

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

/** As `lineChart`, without complaint about options that no chart has. */
export function readLineChart(call: string, spec: LineChartSpec, mark?: "dots"): LineChart {
  const { series, y2 } = Object(spec) as LineChartSpec;
  if (!isSeriesList(series))
    throw refusal(call, `series with points [x, y], as in ${example.replace("lineChart", call)}`, spec);
  const { xScale, yScale, xDomain, yDomain, lines } = spec;
  return {
    kind: "line",
    ...chartTitle(spec.title),
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
