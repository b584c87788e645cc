import type { ChartSpec, LineChart, Series } from "./chart-spec.ts";
import type { InputValues, Output } from "./output.ts";

/** Another run of a cell, whose curves are laid under those of the present one. */
export interface OtherRun {
  /** "as printed", "last run" */
  name: string;
  source: string;
  inputs: InputValues;
  outputs: readonly Output[];
}

/** More curves than this in one picture tell nobody anything. */
const mostSeries = 8;

/** An output with the curves of the same output of other runs, dashed; itself where it has no curves. */
export function withOtherRuns(output: Output, index: number, others: readonly OtherRun[]): Output {
  const under = (chart: LineChart, at: number): LineChart => {
    const found = others.flatMap(({ name, outputs }) => {
      const other = chartsOf(outputs[index])[at];
      return other && isSameKind(chart, other) ? [dashed(other, name)] : [];
    });
    const series = [...chart.series, ...found.flat()];
    return found.length === 0 || series.length > mostSeries ? chart : { ...chart, series };
  };
  const before = chartsOf(output);
  const charts = before.map(under);
  if (charts.every((chart, at) => chart === before[at])) return output;
  return output.kind === "progress" ? { ...output, charts } : { kind: "chart", chart: charts[0]! };
}

/** What is set otherwise now, in words: "steps: 200, (was steps: 1000,)". */
export function differenceInWords(now: Omit<OtherRun, "name" | "outputs">, then: typeof now): string {
  const keys = [...new Set([...Object.keys(now.inputs), ...Object.keys(then.inputs)])].filter(
    (key) => JSON.stringify(now.inputs[key]) !== JSON.stringify(then.inputs[key]),
  );
  const inputs = keys.map((key) => `${key}: ${valueInWords(now.inputs[key])}, was ${valueInWords(then.inputs[key])}`);
  return [...inputs, ...textDifference(now.source, then.source)].join("; ");
}

function valueInWords(value: InputValues[string] | undefined): string {
  return value === undefined ? "the book’s" : String(value);
}

function textDifference(now: string, then: string): string[] {
  const lines = (text: string): string[] => text.split("\n").map((line) => line.trim());
  const [mine, theirs] = [lines(now), lines(then)];
  const added = mine.filter((line) => line && !theirs.includes(line));
  const gone = theirs.filter((line) => line && !mine.includes(line));
  if (added.length === 0 && gone.length === 0) return now === then ? [] : ["the lines’ order"];
  if (added.length === 1 && gone.length === 1) return [`${added[0]} was ${gone[0]}`];
  const count = Math.max(added.length, gone.length);
  return [`${count === 1 ? "1 line differs" : `${count} lines differ`}`];
}

function chartsOf(output: Output | undefined): LineChart[] {
  if (output?.kind === "progress") return output.charts;
  return output?.kind === "chart" && isLines(output.chart) ? [output.chart] : [];
}

function isLines(chart: ChartSpec): chart is LineChart {
  return chart.kind === "line";
}

/** The same curves over the same axes. */
function isSameKind(one: LineChart, other: LineChart): boolean {
  const names = (chart: LineChart): string => chart.series.map(({ name }) => name).join("\n");
  return one.x === other.x && one.y === other.y && one.yScale === other.yScale && names(one) === names(other);
}

function dashed({ series }: LineChart, run: string): Series[] {
  return series
    .filter(({ mark }) => mark !== "dots")
    .map(({ name, points, axis }) => ({
      name: series.length > 1 ? `${name}, ${run}` : run,
      points,
      dashed: true,
      ...(axis ? { axis } : {}),
    }));
}
