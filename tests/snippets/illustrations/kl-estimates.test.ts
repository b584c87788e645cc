import { beforeAll, describe, expect, test } from "vitest";
import { exactKl, klEstimates, leftPolicy, moments } from "../../../snippets/illustrations/kl-estimates.ts";
import { drawn, far, kl, policy, reference } from "./two-policies.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

describe("a policy that leaves its reference", () => {
  test("stays at home without a push", () => {
    const home = leftPolicy(reference, { push: 0, word: 1, temperature: 1 });
    home.forEach((p, w) => expect(p).toBeCloseTo(reference[w]!, 12));
  });

  test("a push of log 3 makes a word three times as likely against the others", () => {
    const [a, b, c] = leftPolicy(reference, { push: Math.log(3), word: 1, temperature: 1 });
    expect(b! / a!).toBeCloseTo(3, 12);
    expect(a! / c!).toBeCloseTo(2, 12);
    expect(a! + b! + c!).toBeCloseTo(1, 12);
  });

  test("heat evens it out: at temperature 2 twice becomes root two", () => {
    const [a, , c] = leftPolicy(reference, { push: 0, word: 1, temperature: 2 });
    expect(a! / c!).toBeCloseTo(Math.SQRT2, 12);
  });
});

describe("the estimates of each word", () => {
  test("are those of equation 3", () => {
    const { k1, k2, k3 } = klEstimates(policy, reference);
    const u = policy.map((p, w) => reference[w]! / p);
    u.forEach((x, w) => {
      expect(k1[w]).toBeCloseTo(-Math.log(x), 6);
      expect(k2[w]).toBeCloseTo(Math.log(x) ** 2 / 2, 6);
      expect(k3[w]).toBeCloseTo(x - 1 - Math.log(x), 6);
    });
  });

  test("have the KL as their mean, but for k2", () => {
    const estimates = klEstimates(far, reference);
    const exact = exactKl(far, reference);
    expect(exactKl(policy, reference)).toBeCloseTo(kl, 12);
    expect(moments(far, estimates.k3).mean).toBeCloseTo(exact, 5);
    expect(moments(far, estimates.k2).mean, "far away k2 is biased").toBeLessThan(0.7 * exact);
  });

  test("k3 is calm close to the reference, and the wildest far from it", () => {
    const sd = (p: number[]) => {
      const { k1, k3 } = klEstimates(p, reference);
      return [moments(p, k1).sd, moments(p, k3).sd] as const;
    };
    const [calm1, calm3] = sd(policy);
    expect(calm3).toBeLessThan(calm1 / 3);
    const [wild1, wild3] = sd(far);
    expect(wild3).toBeGreaterThan(5 * wild1);
  });
});

describe("batches", () => {
  test("all three estimators see the same draws", () => {
    const means = drawn(policy, 1);
    const { k1, k2, k3 } = klEstimates(policy, reference);
    means.k1.forEach((mean, i) => {
      const word = k1.indexOf(mean);
      expect([means.k2[i], means.k3[i]]).toEqual([k2[word], k3[word]]);
    });
  });

  test("larger ones lie closer together, around the KL", () => {
    const spread = (numbers: number[]) => Math.max(...numbers) - Math.min(...numbers);
    const [one, many] = [drawn(policy, 1), drawn(policy, 64)];
    expect(spread(many.k1)).toBeLessThan(spread(one.k1) / 2);
    const mean = many.k1.reduce((a, b) => a + b) / many.k1.length;
    expect(Math.abs(mean - kl)).toBeLessThan(0.01);
  });
});
