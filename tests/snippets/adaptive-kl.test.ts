import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { adapt, createAdaptiveKl, nextKlCoef, priceOf } from "../../snippets/adaptive-kl.ts";
import { withScalarHead } from "../../snippets/heads.ts";
import { encodeState, restoreState } from "../../snippets/learner-state.ts";
import { trainPpo } from "../../snippets/ppo.ts";
import { createRng } from "../../snippets/random.ts";
import type { Resume } from "../../snippets/training.ts";
import { collect, ppoOptions } from "./tiny-trainers.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);

test("Ziegler's rule, by hand", () => {
  const rule = { target: 6, gain: 0.1 };
  expect(nextKlCoef(0.15, 6, rule)).toBe(0.15);
  expect(nextKlCoef(0.15, 6.6, rule)).toBeCloseTo(0.15 * 1.01, 12); // 10 % too far
  expect(nextKlCoef(0.15, 60, rule)).toBeCloseTo(0.15 * 1.02, 12); // cut off at 20 %
  expect(nextKlCoef(0.15, 0, rule)).toBeCloseTo(0.15 * 0.98, 12);
});

test("too far makes drift dearer, too near cheaper, and the price stays above 0", () => {
  const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const kl = fc.double({ min: -5, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(positive, kl, positive, (klCoef, kl, target) => {
      const next = nextKlCoef(klCoef, kl, { target, gain: 0.1 });
      expect(next).toBeGreaterThan(0);
      expect(Math.abs(next / klCoef - 1)).toBeLessThanOrEqual(0.02 + 1e-12);
      expect(Math.sign(next - klCoef) * Math.sign(kl - target)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("it holds a drift that falls with the price", () => {
  // a policy that goes 1 / beta nats away
  let klCoef = 0.05;
  for (let round = 0; round < 400; round++) klCoef = nextKlCoef(klCoef, 1 / klCoef, { target: 4, gain: 0.1 });
  expect(1 / klCoef).toBeCloseTo(4, 3);
});

test("a price counts the updates of its round, as optimizers do", () => {
  const rule = createAdaptiveKl({ klCoef: 0.25, target: 6 });
  expect([priceOf(rule), rule.price.updates]).toEqual([0.25, 0]);
  adapt(rule, 60, 8);
  expect(priceOf(rule)).toBe(Math.fround(0.25 * 1.02));
  adapt(rule, 0, 8);
  expect(priceOf(rule)).toBe(Math.fround(Math.fround(0.25 * 1.02) * 0.98));
  expect(rule.price.updates).toBe(16);
});

describe("in PPO", () => {
  const train = (more: object, resume?: Resume) => {
    const policy = tinyGPT();
    return trainPpo({ ...ppoOptions(policy, withScalarHead(policy, createRng(2))), resume, ...more });
  };
  const adaptive = () => createAdaptiveKl({ klCoef: 0.125, target: 0.5, gain: 1 });

  test("every round pays what the round before made of the price", async () => {
    const steps = await collect(train({ adaptiveKl: adaptive() }));
    expect(steps[0]!.klCoef).toBe(0.125);
    expect(steps[0]!.kl).toBe(0); // nearer than 0.5: cheaper
    expect(steps[1]!.klCoef).toBe(Math.fround(0.125 * 0.8));
    for (const [i, { klCoef, kl }] of steps.slice(0, -1).entries()) {
      expect(steps[i + 1]!.klCoef).toBe(Math.fround(nextKlCoef(klCoef!, kl, { target: 0.5, gain: 1 })));
    }
  });

  test("a price that never changes is a fixed one, to the bit; without one nothing is said of it", async () => {
    const held = createAdaptiveKl({ klCoef: 0.125, target: 1, gain: 1e-12 });
    const steps = await collect(train({ adaptiveKl: held }));
    const fixed = await collect(train({ klCoef: 0.125 }));
    expect(fixed[0]).not.toHaveProperty("klCoef");
    expect(steps).toEqual(fixed.map((step) => ({ ...step, klCoef: 0.125 })));
  });

  test("stopped, saved and resumed, it ends where it would have", async () => {
    const whole = await collect(train({ adaptiveKl: adaptive() }));
    let saved = new Uint8Array();
    let handed = {};
    const first = train({ adaptiveKl: adaptive() }, async (optimizers) => void (handed = optimizers));
    for await (const { step } of first) {
      saved = Uint8Array.from(encodeState(handed));
      if (step === 2) break;
    }
    const rest = await collect(train({ adaptiveKl: adaptive() }, async (given) => restoreState(given, saved)));
    expect(rest).toEqual(whole.slice(2));
  });

  test("of another training it is refused", async () => {
    const rule = adaptive();
    rule.price.updates = 4;
    await expect(collect(train({ adaptiveKl: rule }))).rejects.toThrow(/have made 0 and 0 and 4 updates/);
  });
});

test("what can't be is said", () => {
  expect(() => createAdaptiveKl({ target: 0 })).toThrow("target is a number above 0, got 0");
  expect(() => createAdaptiveKl({ target: NaN })).toThrow("target is a number above 0, got NaN");
  expect(() => createAdaptiveKl({ target: 6, gain: -1 })).toThrow("gain is a number above 0, got -1");
  expect(() => createAdaptiveKl({ target: 6, gain: 5 })).toThrow("gain is below 5");
  expect(() => createAdaptiveKl({ target: 6, klCoef: 0 })).toThrow("klCoef is a number above 0, got 0");
});
