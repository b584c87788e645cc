import { describe, expect, test } from "vitest";
import { type PublishedExperiment, measurementOf } from "../../../src/book/experiments.ts";
import { numberText, spreadText } from "../../../src/notebook/output/number-text.ts";

const experiment: PublishedExperiment = {
  name: "figure-1",
  command: "npm run rlhf -- figure-1",
  rows: [
    { seed: 1, size: "M", stage: "ppo", gold: 4, report: { correct: 0.5 } },
    { seed: 2, size: "M", stage: "ppo", gold: 6, report: { correct: 0.7 } },
    { seed: 1, size: "M", stage: "sft", gold: 1, report: { correct: 0.1 } },
    { seed: 2, size: "M", stage: "sft", gold: 2, report: { correct: 0.2 } },
    { seed: 1, size: "S", stage: "ppo", gold: 3, report: { correct: 0.3 } },
  ],
};

describe("a measurement", () => {
  test("is the mean over seeds, with the sample's standard deviation", () => {
    const { mean, spread, values } = measurementOf(experiment, { size: "M", stage: "ppo" }, "gold");
    expect(mean).toBe(5);
    expect(spread).toBeCloseTo(Math.SQRT2, 12);
    expect(values).toEqual([
      { seed: 1, value: 4 },
      { seed: 2, value: 6 },
    ]);
  });

  test("of one seed has no spread", () => {
    expect(measurementOf(experiment, { size: "S" }, "gold")).toMatchObject({ mean: 3, spread: null });
  });

  test("may be a difference, seed by seed", () => {
    const { mean, spread } = measurementOf(experiment, { size: "M", stage: "ppo" }, "gold", {
      size: "M",
      stage: "sft",
    });
    expect(mean).toBe(3.5);
    expect(spread).toBeCloseTo(Math.SQRT1_2, 12);
  });

  test("reads a field of a record in the row", () => {
    expect(measurementOf(experiment, { size: "M", stage: "ppo" }, "report.correct").mean).toBeCloseTo(0.6, 12);
  });

  test.each([
    [{ size: "L" }, "gold", 'has no row with {"size":"L"}. size: "M", "S".'],
    [{ size: "M" }, "gold", "several rows of seed 1"],
    [{ size: "S" }, "silver", '"silver" is no number in the row of seed 1. It has: seed, size, stage, gold, report.'],
    [{ size: "S" }, "report.wrong", '"report.wrong" is no number'],
  ])("is refused: %o %s", (where, field, why) => {
    expect(() => measurementOf(experiment, where, field)).toThrow(why);
  });
});

test("a number in a sentence", () => {
  expect(numberText(0.6649, { digits: 2 })).toBe("0.66");
  expect(numberText(0.6649, { percent: true })).toBe("66\u00a0%");
  expect(numberText(-0.001, { digits: 2 })).toBe("0.00");
  expect(numberText(-3.14159, { digits: 1 })).toBe("\u22123.1");
  expect(numberText(24000, { digits: 0 })).toBe("24,000");
  expect(spreadText(0.664, 0.0212, {})).toBe("0.66\u00a0±\u00a00.02");
  expect(spreadText(0.664, 0.0212, { percent: true })).toBe("66\u00a0±\u00a02\u00a0%");
  expect(spreadText(0.664, null, { digits: 2 })).toBe("0.66");
});
