import { describe, expect, test } from "vitest";
import { gae, returnsOf } from "../../../snippets/advantages.ts";
import { creditBars, type CreditSettings, creditWords } from "../../../snippets/illustrations/credit.ts";

const rewards = [-0.01, 0.005, 0.98];

function words(changed: Partial<CreditSettings>) {
  const { error = 0 } = changed;
  return creditWords({ rewards, values: [0.5, 0.6 + error, 0.8], gamma: 1, lam: 0.95, error: 0, at: 1, ...changed });
}

describe("the words", () => {
  test("name the two ends of lambda", () => {
    expect(words({ lam: 0 })).toMatch(/^Lambda 0, one-step TD/);
    expect(words({ lam: 1 })).toMatch(/^Lambda 1, Monte Carlo/);
    expect(words({ lam: 0.5 })).toContain("50 % as much");
    expect(words({ lam: 0.5, gamma: 0.8 })).toContain("40 % as much");
  });

  test("say how much of an error the token before gets: all of it at lambda 0, none at 1", () => {
    expect(words({ lam: 0, error: 0.5 })).toContain("Of that, 0.5 goes to token 1");
    expect(words({ lam: 0.5, error: -0.5 })).toContain("Of that, −0.25 goes to token 1");
    expect(words({ lam: 1, error: 0.5 })).toContain("None of that reaches token 1");
    expect(words({ error: 0 })).not.toContain("off by");
  });

  test("say that a gamma above 1 breaks it, and that one below is a discount", () => {
    expect(words({ gamma: 1.2 })).toContain("Gamma 1.2 breaks it");
    expect(words({ gamma: 0.9 })).toContain("is a discount");
    expect(words({})).not.toContain("Gamma");
  });
});

test("the bars have four numbers for each token, over an axis that holds every setting", () => {
  const tokens = ["worms", "thanks", "<end>"];
  const drift = [-0.01, 0.005, -0.02];
  for (const [gamma, lam, score, error] of [0.5, 1.2].flatMap((g) =>
    [0, 1].flatMap((l) => [-1, 1.5].flatMap((s) => [-0.4, 0.4].map((e) => [g, l, s, e] as const))),
  )) {
    const paid = drift.map((kl, t) => kl + (t === 2 ? score : 0));
    const values = [0.5, 0.6 + error, 0.8];
    const advantages = gae(paid, values, gamma, lam);
    const returns = returnsOf(advantages, values);
    const { bars, yDomain } = creditBars({ tokens, rewards: paid, values, advantages, returns });
    expect(bars).toHaveLength(12);
    expect(bars.filter(({ group }) => group === "advantage").map(({ value }) => value)).toEqual(advantages);
    expect(bars.filter(({ name }) => name === "3 <end>").map(({ group }) => group)).toEqual([
      ...["reward", "value", "advantage", "return"],
    ]);
    for (const { value } of bars) {
      expect(value).toBeGreaterThan(yDomain[0]);
      expect(value).toBeLessThan(yDomain[1]);
    }
  }
});
