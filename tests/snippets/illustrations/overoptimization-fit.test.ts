import { expect, test } from "vitest";
import { fitGao, type Form } from "../../../snippets/illustrations/overoptimization-fit.ts";

const curve = (form: Form, a: number, b: number) =>
  [0, 0.3, 1, 4, 9, 25, 60].map((kl) => {
    const d = Math.sqrt(kl);
    if (kl === 0) return { kl, gain: 0 };
    return { kl, gain: form === "rl" ? d * (a - b * Math.log(d)) : d * (a - b * d) };
  });

test.each(["rl", "best of n"] as const)("%s: exact points give back a and b", (form) => {
  const fit = fitGao(form, curve(form, 1.4, 0.6));
  expect(fit.a).toBeCloseTo(1.4, 10);
  expect(fit.b).toBeCloseTo(0.6, 10);
  expect(fit.residual).toBeLessThan(1e-10);
  expect(fit.explained).toBeCloseTo(1, 10);
});

test("the top of best of n: d = a / 2b, a^2 / 4b high", () => {
  const fit = fitGao("best of n", curve("best of n", 2, 0.5));
  expect(fit.topKl).toBeCloseTo(4, 8);
  expect(fit.topGain).toBeCloseTo(2, 8);
});

test("the top of RL: d = exp(a / b - 1), b d high", () => {
  const fit = fitGao("rl", curve("rl", 1, 0.5));
  expect(fit.topKl).toBeCloseTo(Math.E ** 2, 6);
  expect(fit.topGain).toBeCloseTo(0.5 * Math.E, 8);
});

test("a curve that only rises, or whose top lies beyond the points, has none", () => {
  expect(fitGao("rl", curve("rl", 1, -0.5)).topKl).toBeUndefined();
  expect(fitGao("best of n", curve("best of n", 40, 0.5)).topKl).toBeUndefined();
});

test("no other a and b fit better", () => {
  const points = curve("rl", 1, 0.5).map(({ kl, gain }, i) => ({ kl, gain: gain + (i % 2) / 5 }));
  const { a, b, residual } = fitGao("rl", points);
  const error = (a: number, b: number) => {
    const errors = points.slice(1).map(({ kl, gain }) => {
      const d = Math.sqrt(kl);
      return (gain - d * (a - b * Math.log(d))) ** 2;
    });
    return Math.sqrt(errors.reduce((sum, e) => sum + e, 0) / errors.length);
  };
  expect(error(a, b)).toBeCloseTo(residual, 10);
  for (const [da, db] of [
    [0.01, 0],
    [-0.01, 0],
    [0, 0.01],
    [0, -0.01],
  ] as const) {
    expect(error(a + da, b + db)).toBeGreaterThan(residual);
  }
});

test("two points say nothing about a curve", () => {
  expect(() => fitGao("rl", curve("rl", 1, 1).slice(0, 3))).toThrow("three points");
});
