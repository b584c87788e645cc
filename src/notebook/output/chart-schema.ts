import type { Bar, BarChart, ChartSpec, HeatChart, LineChart, ReferenceLine, Series } from "./chart-spec.ts";
import {
  fitting,
  list,
  nullable,
  number,
  only,
  optional,
  pair,
  record,
  type Schema,
  text,
  variants,
  word,
} from "../base/schema.ts";

/** What a chart may be, as a part of an output (output-schema.ts). */

const line = text(2000);
const range = pair(number, number);
const numberOrNull = nullable(number);

const referenceLine = record<ReferenceLine>({
  axis: word<ReferenceLine["axis"]>({ x: true, y: true }),
  at: number,
  label: line,
});

const seriesOf = (longest: number): Schema<Series> => {
  const series = record<Series>({
    name: line,
    points: list(pair(number, numberOrNull), longest),
    band: optional(list(nullable(range), longest)),
    spread: optional(line),
    mark: optional(only("dots")),
    axis: optional(only("right")),
    dashed: optional(only(true)),
  });
  return fitting(
    series,
    "a band as long as its points",
    ({ points, band }) => band === undefined || band.length === points.length,
  );
};

const lineChartOf = (series: Schema<Series[]>): Schema<LineChart> =>
  record<LineChart>({
    kind: only("line"),
    title: optional(line),
    x: line,
    y: line,
    y2: optional(line),
    xScale: optional(only("log")),
    yScale: optional(only("log")),
    xDomain: optional(range),
    yDomain: optional(range),
    series,
    lines: optional(list(referenceLine, 100)),
  });

/** The curve of a training; its running mean costs much more than its points. */
export const curveSchema = lineChartOf(list(seriesOf(1100), 4));

const bar = record<Bar>({ name: line, value: numberOrNull, group: optional(line), range: optional(range) });

const barChart = record<BarChart>({
  kind: only("bar"),
  title: optional(line),
  y: line,
  yDomain: optional(range),
  bars: list(bar, 500),
  lines: optional(list(referenceLine, 100)),
});

const heatChart = record<HeatChart>({
  kind: only("heat"),
  title: optional(line),
  x: line,
  y: line,
  label: line,
  columns: list(line, 100),
  rows: list(line, 100),
  values: list(list(numberOrNull, 100), 100),
  domain: range,
});

export const chartSchema: Schema<ChartSpec> = variants<ChartSpec, "kind">("kind", {
  line: lineChartOf(list(seriesOf(10_000), 100)),
  bar: barChart,
  heat: fitting(
    heatChart,
    "a value for each row and column",
    ({ rows, columns, values }) =>
      values.length === rows.length && values.every((row) => row.length === columns.length),
  ),
});
