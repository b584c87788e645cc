import { describe, expect, test } from "vitest";
import { exp, exp32, log } from "../../../snippets/base/exact-math.ts";
import { createRng } from "../../../snippets/random.ts";

/** |a - b| in proportion to b */
function relative(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : Math.abs(a / b - 1);
}

describe("exp", () => {
  test("agrees with Math.exp to 1e-15, relative", () => {
    const rng = createRng(1);
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const x = (rng.uniform() - 0.5) * (i % 2 === 0 ? 4 : 1400);
      worst = Math.max(worst, relative(exp(x), Math.exp(x)));
    }
    expect(worst).toBeLessThan(1e-15);
  });

  test("is exact where it must be", () => {
    expect(exp(0)).toBe(1);
    expect(exp(1)).toBeCloseTo(Math.E, 14);
    expect(exp(-709)).toBe(0);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(709)).toBeLessThan(Infinity);
    expect(exp(NaN)).toBeNaN();
  });
});

describe("exp32", () => {
  test("agrees with Math.exp to 32-bit rounding", () => {
    const rng = createRng(3);
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const x = Math.fround((rng.uniform() - 0.5) * (i % 2 === 0 ? 4 : 174));
      worst = Math.max(worst, relative(exp32(x), Math.exp(x)));
    }
    expect(worst).toBeLessThan(2e-7);
  });

  test("is exact where it must be", () => {
    expect(exp32(0)).toBe(1);
    expect(exp32(-0)).toBe(1);
    expect(exp32(-88)).toBe(0);
    expect(exp32(-Infinity)).toBe(0);
    expect(exp32(Infinity)).toBe(exp32(88));
    expect(exp32(NaN)).toBeNaN();
  });
});

describe("log", () => {
  test("agrees with Math.log to 1e-15, relative", () => {
    const rng = createRng(2);
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const x = Math.exp((rng.uniform() - 0.5) * (i % 2 === 0 ? 4 : 1400));
      worst = Math.max(worst, relative(log(x), Math.log(x)));
    }
    expect(worst).toBeLessThan(1e-15);
  });

  test("is exact where it must be", () => {
    expect(log(1)).toBe(0);
    expect(log(2)).toBe(Math.LN2);
    expect(log(0)).toBe(-Infinity);
    expect(log(Infinity)).toBe(Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(NaN)).toBeNaN();
  });

  test("undoes exp", () => {
    for (const x of [-30, -1, -1e-3, 1e-3, 0.7, 5, 300]) {
      expect(log(exp(x))).toBeCloseTo(x, 12);
    }
  });
});
