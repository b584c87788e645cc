import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAdaptiveKl, nextKlCoef } from "../../snippets/adaptive-kl.ts";

test("Ziegler's rule, by hand", () => {
  const rule = { target: 6, gain: 0.1 };
  expect(nextKlCoef(0.15, 6, rule)).toBe(0.15);
  expect(nextKlCoef(0.15, 6.6, rule)).toBeCloseTo(0.15 * 1.01, 12); // 10 % too far
  expect(nextKlCoef(0.15, 60, rule)).toBeCloseTo(0.15 * 1.02, 12); // cut off at 20 %
  expect(nextKlCoef(0.15, 0, rule)).toBeCloseTo(0.15 * 0.98, 12);
  expect(nextKlCoef(0.15, 0, { target: 6 })).toBe(nextKlCoef(0.15, 0, rule));
});

test("too far makes drift dearer, too near cheaper, and the price stays above 0", () => {
  const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const kl = fc.double({ min: -5, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(positive, kl, positive, (klCoef, kl, target) => {
      const next = nextKlCoef(klCoef, kl, { target });
      expect(next).toBeGreaterThan(0);
      expect(Math.abs(next / klCoef - 1)).toBeLessThanOrEqual(0.02 + 1e-12);
      expect(Math.sign(next - klCoef) * Math.sign(kl - target)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("it holds a drift that falls with the price", () => {
  // a policy that goes 1 / beta nats away
  let klCoef = 0.05;
  for (let round = 0; round < 400; round++) klCoef = nextKlCoef(klCoef, 1 / klCoef, { target: 4 });
  expect(1 / klCoef).toBeCloseTo(4, 3);
});

test("what can't be is said", () => {
  expect(() => checkAdaptiveKl({ target: 0 })).toThrow("target is a drift above 0, in nats, got 0");
  expect(() => checkAdaptiveKl({ target: NaN })).toThrow("got NaN");
  expect(() => checkAdaptiveKl({ target: 6, gain: -1 })).toThrow("gain is between 0 and 5, such as 0.1, got -1");
  expect(() => checkAdaptiveKl({ target: 6 })).not.toThrow();
});
