import { beforeAll, describe, expect, test } from "vitest";
import { lossCurve, lossOfPair, type PairAt } from "../../../snippets/illustrations/preference-curves.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

const pair: PairAt = { logprobs: [-10, -10], reference: [-10, -10], lengths: [5, 10] };
const moved: PairAt = { ...pair, logprobs: [-8, -11] };

describe("one pair, by hand", () => {
  test("DPO: ln 2 where nothing has moved, then by beta times the margin of 3", () => {
    expect(lossOfPair("dpo", pair)).toBeCloseTo(Math.log(2), 6);
    expect(lossOfPair("dpo", moved, { klCoef: 0.5 })).toBeCloseTo(Math.log(1 + Math.exp(-1.5)), 6);
  });

  test("cDPO: a tenth of the labels is taken to be wrong", () => {
    const [right, wrong] = [Math.log(1 + Math.exp(-1.5)), Math.log(1 + Math.exp(1.5))];
    const loss = lossOfPair("dpo", moved, { klCoef: 0.5, labelSmoothing: 0.1 });
    expect(loss).toBeCloseTo(0.9 * right + 0.1 * wrong, 6);
  });

  test("IPO: the square of what is missing, per token", () => {
    expect(lossOfPair("ipo", moved, { klCoef: 0.5 })).toBeCloseTo((2 / 5 + 1 / 10 - 1) ** 2, 6);
  });

  test("SimPO needs no reference", () => {
    const given = { klCoef: 2, margin: 0.5 };
    const at = 2 * (-8 / 5 + 11 / 10) - 0.5;
    expect(lossOfPair("simpo", moved, given)).toBeCloseTo(Math.log(1 + Math.exp(-at)), 6);
    const elsewhere: PairAt = { ...moved, reference: [-3, -30] };
    expect(lossOfPair("simpo", elsewhere, given)).toBe(lossOfPair("simpo", moved, given));
  });

  test("KTO: half of each, 1 - sigmoid of its own change", () => {
    const s = (x: number) => 1 / (1 + Math.exp(-x));
    const loss = lossOfPair("kto", moved, { klCoef: 0.5 });
    expect(loss).toBeCloseTo(0.5 * (1 - s(1)) + 0.5 * (1 - s(0.5)), 6);
  });
});

test("a curve starts far down and stops before a probability of 1", () => {
  const points = lossCurve("dpo", pair, {}, [-5, 0, 5, 15]);
  expect(points.map(([change]) => change)).toEqual([-5, 0, 5]);
  expect(points[1]![1]).toBeCloseTo(Math.log(2), 6);
  expect(points[0]![1]).toBeGreaterThan(points[2]![1]);
});
