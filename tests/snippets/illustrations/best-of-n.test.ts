import { describe, expect, test } from "vitest";
import { bestOfN, bestOfNKl, chancesToBeBest } from "../../../snippets/illustrations/best-of-n.ts";
import { createRng } from "../../../snippets/random.ts";

const samples = [
  { proxy: 0.1, gold: 4 },
  { proxy: 0.9, gold: 1 },
  { proxy: 0.5, gold: 3 },
];

describe("best of n", () => {
  test("of 1 it is the mean, of all it is the one with the highest proxy", () => {
    expect(bestOfN(samples, 1).gold).toBeCloseTo(8 / 3, 12);
    expect(bestOfN(samples, 3)).toEqual({ proxy: 0.9, gold: 1 });
  });

  test("of 2 out of 3: the mean over the three pairs", () => {
    expect(bestOfN(samples, 2).gold).toBeCloseTo((1 + 1 + 3) / 3, 12);
    expect(bestOfN(samples, 2).proxy).toBeCloseTo((0.9 + 0.9 + 0.5) / 3, 12);
  });

  test("is what drawing subsets gives on average", () => {
    const rng = createRng(3);
    const many = Array.from({ length: 12 }, () => ({ proxy: rng.normal(), gold: rng.normal() }));
    let sum = 0;
    const draws = 40_000;
    for (let i = 0; i < draws; i++) {
      const drawn = rng.shuffle(many).slice(0, 4);
      sum += drawn.reduce((best, s) => (s.proxy > best.proxy ? s : best)).gold;
    }
    expect(Math.abs(sum / draws - bestOfN(many, 4).gold)).toBeLessThan(0.02);
  });

  test.each([1, 2, 7, 64])("the chances add up to 1 for n = %i of 64", (n) => {
    const total = chancesToBeBest(64, n).reduce((sum, chance) => sum + chance, 0);
    expect(total).toBeCloseTo(1, 12);
  });

  test("more than there are samples is refused", () => {
    expect(() => bestOfN(samples, 4)).toThrow("from 1 to 3 samples, got 4");
  });
});

describe("the distance of best of n", () => {
  test.each([
    [2, 0.193],
    [4, 0.636],
    [8, 1.204],
    [16, 1.835],
    [64, 3.175],
  ])("log %i - (n - 1) / n = %f", (n, kl) => {
    expect(bestOfNKl(n)).toBeCloseTo(kl, 3);
  });
});
