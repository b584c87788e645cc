import { beforeAll, describe, expect, test } from "vitest";
import {
  clippedObjective,
  clippedSlope,
  clipPicture,
  clipVerdict,
  clipWarning,
} from "../../../snippets/illustrations/clipped-objective.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

const epsilon = 0.2;

describe("one token's clipped objective, by equation 7", () => {
  test.each([
    // ratio, advantage, objective, slope
    [1, 2, 2, 2],
    [1.4, 1, 1.2, 0],
    [0.5, 1, 0.5, 1],
    [0.5, -1, -0.8, 0],
    [1.4, -2, -2.8, -2],
    [1.1, -0.5, -0.55, -0.5],
    [1.4, 0, 0, 0],
  ])("at ratio %d and advantage %d it is %d, with slope %d", (ratio, advantage, objective, slope) => {
    expect(clippedObjective({ ratio, advantage, epsilon })).toBeCloseTo(objective, 5);
    expect(clippedSlope({ ratio, advantage, epsilon })).toBeCloseTo(slope, 5);
  });

  test("a token without a say has a slope of exactly 0", () => {
    expect(Math.abs(clippedSlope({ ratio: 1.21, advantage: 2, epsilon }))).toBe(0);
  });

  test("a wide clip leaves the slope where a narrow one takes it", () => {
    expect(clippedSlope({ ratio: 1.9, advantage: 1, epsilon: 1 })).toBeCloseTo(1, 5);
  });
});

describe("what is said of the token", () => {
  const said = (ratio: number, advantage: number) => {
    const token = { ratio, advantage, epsilon };
    return clipVerdict(token, clippedSlope(token));
  };

  test.each([
    [1.4, 1, /^No gradient: .* likelier, .* already 1.2 or more/],
    [0.5, -1, /^No gradient: .* less likely, .* already 0.8 or less/],
    [0.5, 1, /^The gradient flows, with slope 1: .* likelier, and was pushed the wrong way/],
    [1.4, -2, /^The gradient flows, with slope −2: .* less likely, and was pushed the wrong way/],
    [1.1, 1, /^The gradient flows, with slope 1: .* within limits/],
    [1.4, 0, /^No gradient: with advantage 0/],
  ])("ratio %d, advantage %d", (ratio, advantage, words) => {
    expect(said(ratio, advantage)).toMatch(words);
  });

  test("an epsilon that breaks the clip is said to; a usual one is not", () => {
    const warning = (epsilon: number) => clipWarning({ ratio: 1, advantage: 1, epsilon });
    expect(warning(0.2)).toBe("");
    expect(warning(1)).toContain("no clip any more");
    expect(warning(0)).toContain("in vain");
  });
});

test("the picture has the clipped line under the free one, and the token on it", () => {
  const { series, xDomain, yDomain } = clipPicture({ ratio: 1.5, advantage: 1, epsilon });
  const [free, clipped, token] = series.map(({ points }) => points);
  for (const [i, [ratio, worth]] of clipped!.entries()) {
    expect(free![i]![0]).toBe(ratio);
    expect(worth).toBeLessThanOrEqual(free![i]![1] + 1e-6);
    expect(worth).toBeCloseTo(Math.min(ratio, 1.2), 5);
  }
  expect(token!.map(([ratio]) => ratio)).toEqual([1.5, 1.5]);
  expect(token![1]![1]).toBeCloseTo(1.2, 5);
  const still = clipPicture({ ratio: 0.5, advantage: -2, epsilon: 1 });
  expect([still.xDomain, still.yDomain], "the axes stay").toEqual([xDomain, yDomain]);
});
