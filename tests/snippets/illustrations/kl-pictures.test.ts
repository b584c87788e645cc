import { beforeAll, describe, expect, test } from "vitest";
import { histogram, klBars, klHistogram, klTable, klWords } from "../../../snippets/illustrations/kl-pictures.ts";
import { drawn, far, kl, policy, reference } from "./two-policies.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

test("the bars are both distributions, word by word", () => {
  const { bars } = klBars(["a", "b", "c"], policy, reference);
  expect(bars.filter(({ name }) => name === "b")).toEqual([
    { name: "b", group: "policy", value: 0.3 },
    { name: "b", group: "reference", value: 0.4 },
  ]);
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
