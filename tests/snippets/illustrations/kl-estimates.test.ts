import { beforeAll, describe, expect, test } from "vitest";
import {
  batchMeans,
  exactKl,
  histogram,
  klEstimates,
  klHistogram,
  klTable,
  klWords,
  moments,
} from "../../../snippets/illustrations/kl-estimates.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

const policy = [0.5, 0.3, 0.2];
const reference = [0.4, 0.4, 0.2];
/** sum of p log(p / q), by hand */
const kl = 0.5 * Math.log(0.5 / 0.4) + 0.3 * Math.log(0.3 / 0.4);

/** The second word is nearly gone, and the reference says it often. */
const far = [0.7975, 0.0025, 0.2];

const drawn = (p: number[], batch: number, seed = 2) => {
  const rng = createRng(seed);
  return batchMeans(klEstimates(p, reference), () => rng.weighted(p), batch);
};

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

describe("the histogram", () => {
  test("has every number in one bin, those beyond the ends in the last", () => {
    const bins = histogram([-99, 0.01, 0.02, 99]);
    expect(bins.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 12);
    expect([bins[0]![1], bins.at(-1)![1]]).toEqual([0.25, 0.25]);
    expect(bins.find(([, share]) => share === 0.5)![0]).toBeCloseTo(0.05, 12);
  });

  test("marks the exact KL, over axes that stay", () => {
    const near = klHistogram(policy, reference, drawn(policy, 16));
    const away = klHistogram(far, reference, drawn(far, 16));
    expect(near.lines[0]!.x).toBeCloseTo(kl, 12);
    expect([near.xDomain, near.yDomain]).toEqual([away.xDomain, away.yDomain]);
  });
});

test("the table has the bias of each, 0 for k1 and k3", () => {
  const [k1, k2, k3] = klTable(far, reference, drawn(far, 16));
  expect([k1!.bias, k3!.bias]).toEqual([0, 0]);
  expect(k2!.bias).toBeLessThan(-0.1);
  expect(k3!.variance).toBeGreaterThan(10 * k1!.variance);
});

describe("the words", () => {
  const said = (p: number[]) => klWords(p, reference, drawn(p, 4));

  test("close by: the KL, and how often k1 is below 0", () => {
    const share = drawn(policy, 4).k1.filter((mean) => mean < 0).length / 300;
    expect(said(policy)).toBe(
      `The exact KL is 0.03 nats. k1 is below 0 in ${Math.round(100 * share)} % of the batches.`,
    );
    expect(share, "k1 may be negative").toBeGreaterThan(0.1);
  });

  test("far away: k2 is biased and k3 noisy", () => {
    expect(said(far)).toMatch(/k2 is biased: \d+ % too low\. k3 is the noisiest: .* u = 160/);
  });

  test("nowhere: all are 0", () => {
    expect(said(reference)).toContain("the KL is 0");
  });
});
