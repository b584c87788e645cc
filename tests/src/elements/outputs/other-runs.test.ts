import { describe, expect, test } from "vitest";
import { besides, OtherRuns, tellOthers } from "../../../../src/elements/outputs/other-runs.ts";
import type { Output } from "../../../../src/notebook/output/output.ts";

const timing = { seconds: 0, stepsPerSecond: null, secondsLeft: null };
const training: Output[] = [{ kind: "progress", step: 1, steps: 1, latest: [], charts: [], timing }];
const run = (source: string, inputs = {}, outputs = training) => ({ source, inputs, outputs });
const names = (...given: Parameters<typeof besides>) => besides(...given).map(({ name }) => name);

describe("beside a training", () => {
  test("stand the book's and the last one, where they were set otherwise", () => {
    expect(names(run("a"), run("b"), run("c"))).toEqual(["as printed", "last run"]);
    expect(names(run("b"), run("b"), run("c"))).toEqual(["last run"]);
    expect(names(run("c"), run("b"), run("c"))).toEqual(["as printed"]);
    expect(names(run("a"), run("b"), run("b"))).toEqual(["as printed"]);
    expect(names(run("a", { beta: 1 }), run("a"), null)).toEqual(["as printed"]);
    expect(names(run("a"), null, null)).toEqual([]);
  });

  test("stands nothing that has trained nothing", () => {
    expect(names(run("a"), run("b", {}, []), null)).toEqual([]);
  });

  test("what is different is said of each", () => {
    const others = besides(run("steps: 2"), run("steps: 1"), run("steps: 2", { beta: 3 }));
    expect(tellOthers(run("steps: 2"), others)).toBe(
      "Dashed, as printed: steps: 2 was steps: 1. Dashed, last run: beta: the book’s, was 3.",
    );
  });
});

test("a run is laid over the one before it, until the cell is reset", async () => {
  const seen: string[] = [];
  const outputs = { outputs: training, compareWith: (_: unknown, words: string) => void seen.push(words) };
  const runs = new OtherRuns(outputs, () => Promise.resolve(null));
  await runs.begin(run("one"));
  runs.end(run("one"));
  await runs.begin(run("two"));
  runs.forget();
  await runs.begin(run("three"));
  expect(seen).toEqual(["Dashed, last run: two was one."]);
});
