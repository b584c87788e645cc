import type { ChartSpec } from "../output/chart-spec.ts";
import { type BarChartSpec, isBarList, readBarChart } from "./bar-chart.ts";
import { isRecord } from "./check-arguments.ts";
import { type LineChartSpec, readLineChart } from "./line-chart.ts";
import { isSeriesList } from "./line-series.ts";

/** What `show` draws as a chart, whatever else is in it; null for any other value. */
export function asChart(value: unknown, title?: string): ChartSpec | null {
  if (!isRecord(value)) return null;
  const { series, bars } = value;
  if (isSeriesList(series)) return readLineChart("show", { title, ...value, series } as LineChartSpec);
  return isBarList(bars) ? readBarChart({ title, ...value, bars } as BarChartSpec) : null;
}
