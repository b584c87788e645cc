import { isListOf } from "../base/list-of.ts";
import type { Bar, BarChart } from "../output/chart-spec.ts";
import { chartTitle } from "./chart-title.ts";
import { isRecord, refusal } from "./check-arguments.ts";
import { checkOptions, type OptionsOf } from "./check-options.ts";
import { finiteOrNull, readDomain, readInterval } from "./read-numbers.ts";
import { plainLines } from "./reference-lines.ts";

interface GivenBar {
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
  /** how far the axis reaches: it stays while a slider moves the values */
  yDomain?: readonly [number, number];
  bars: readonly GivenBar[];
  lines?: readonly { y: number; label?: string }[];
}

const barChartOptions: OptionsOf<BarChartSpec> = { title: true, y: true, yDomain: true, bars: true, lines: true };

const maxBars = 200;

export function isBarList(bars: unknown): boolean {
  return isListOf(bars, isRecord);
}

export function barChart(spec: BarChartSpec): BarChart {
  checkOptions("barChart", spec, barChartOptions);
  const chart = readBarChart(spec);
  for (const bar of spec.bars) checkOptions("a bar of barChart", bar, barOptions);
  for (const line of spec.lines ?? []) checkOptions("a line of barChart", line, { y: true, label: true });
  return chart;
}

/** As `barChart`, without complaint about options that no chart has. */
export function readBarChart(spec: BarChartSpec): BarChart {
  const { bars, title, y, yDomain, lines } = Object(spec) as BarChartSpec;
  if (!isBarList(bars)) {
    throw refusal("barChart", 'bars, as in barChart({ bars: [{ name: "a", value: 1 }] })', spec);
  }
  const marks = lines ? plainLines("barChart", lines).filter(({ axis }) => axis === "y") : [];
  return {
    kind: "bar",
    ...chartTitle(title),
    y: String(y ?? ""),
    ...(yDomain ? { yDomain: readDomain("barChart", "yDomain", yDomain) } : {}),
    bars: bars.slice(0, maxBars).map(plainBar),
    ...(marks.length > 0 ? { lines: marks } : {}),
  };
}

function plainBar({ name, value, group, range }: GivenBar): Bar {
  const ends = Array.isArray(range) ? readInterval(range[0], range[1]) : null;
  return {
    name: String(name),
    value: finiteOrNull(value),
    ...(group === undefined ? {} : { group: String(group) }),
    ...(ends ? { range: ends } : {}),
  };
}
