import { describe, expect, test } from "vitest";
import { differenceInWords, type OtherRun, withOtherRuns } from "../../../src/notebook/output/compare-runs.ts";
import type { LineChart } from "../../../src/notebook/output/chart-spec.ts";
import type { ChartOutput, Output, ProgressOutput } from "../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";

const curve = (y: number, name = "loss"): LineChart => ({
  ...{ kind: "line", x: "step", y: name },
  series: [
    {
      name,
      points: [
        [1, y],
        [2, y / 2],
      ],
    },
  ],
});
const progress = (...charts: LineChart[]): ProgressOutput => ({
  ...{ kind: "progress", step: 2, steps: 2, latest: [], charts },
  timing: { seconds: 0, stepsPerSecond: null, secondsLeft: null },
});
const other = (name: string, ...outputs: Output[]): OtherRun => ({ name, source: "", inputs: {}, outputs });
const names = (output: Output): string[][] =>
  (output.kind === "progress" ? output.charts : [(output as ChartOutput).chart as LineChart]).map(({ series }) =>
    series.map(({ name, dashed }) => (dashed ? `${name} (dashed)` : name)),
  );

describe("the curves of other runs", () => {
  test("lie dashed under those of this one, in the same output and picture", () => {
    const runs = [other("as printed", progress(curve(4), curve(1, "kl"))), other("last run", progress(curve(3)))];
    const seen = withOtherRuns(progress(curve(2), curve(0.5, "kl")), 0, runs);
    expect(names(seen)).toEqual([
      ["loss", "as printed (dashed)", "last run (dashed)"],
      ["kl", "as printed (dashed)"],
    ]);
    const chart = (seen as ProgressOutput).charts[0]!;
    expect(chart.series[1]!.points).toEqual([
      [1, 4],
      [2, 2],
    ]);
    expect(String(renderOutput(seen, { width: 640 }))).toMatch(/as printed.*last run/s);
  });

  test("of a chart, too; several curves keep their names", () => {
    const two: LineChart = { ...curve(1), series: [...curve(1).series, ...curve(2, "held back").series] };
    const seen = withOtherRuns({ kind: "chart", chart: two }, 1, [
      other("last run", progress(curve(9)), { kind: "chart", chart: two }),
    ]);
    expect(names(seen)).toEqual([["loss", "held back", "loss, last run (dashed)", "held back, last run (dashed)"]]);
  });

  test("are left out where the picture is another one, or would be crowded", () => {
    const bars: Output = { kind: "chart", chart: { kind: "bar", y: "", bars: [] } };
    const text: Output = { kind: "text", text: "x", level: "log" };
    for (const output of [bars, text]) expect(withOtherRuns(output, 0, [other("last run", output)])).toBe(output);
    const mine = progress(curve(1));
    expect(withOtherRuns(mine, 0, [other("last run", progress(curve(1, "kl")))])).toBe(mine);
    const five: LineChart = { ...curve(1), series: [1, 2, 3, 4, 5].flatMap((at) => curve(at, `${at}`).series) };
    const seen = withOtherRuns(progress(five), 0, [other("last run", progress(five))]);
    expect(names(seen)[0]).toHaveLength(5);
  });
});

test.each([
  ["the inputs", { beta: 0.4 }, "a", {}, "a", "beta: 0.4, was the book’s"],
  ["one line", {}, "x\n  steps: 200,", {}, "x\n  steps: 1000,", "steps: 200, was steps: 1000,"],
  ["more lines", {}, "a\nb", {}, "c\nd", "2 lines differ"],
  ["a line more", {}, "a\nb", {}, "a", "1 line differs"],
  ["the order", {}, "a\nb", {}, "b\na", "the lines’ order"],
  ["nothing", { k: 1 }, "a", { k: 1 }, "a", ""],
])("what is set otherwise in words: %s", (_, nowInputs, now, thenInputs, then, words) => {
  expect(differenceInWords({ source: now, inputs: nowInputs }, { source: then, inputs: thenInputs })).toBe(words);
});
