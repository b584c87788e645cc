import { describe, expect, test } from "vitest";
import { gae, returnsOf, tokenRewards, whiten } from "../../snippets/advantages.ts";

const close = (actual: number[], expected: number[], digits = 10) =>
  actual.forEach((x, i) => expect(x).toBeCloseTo(expected[i]!, digits));

describe("a worked example: beta .05, score 1, three tokens", () => {
  const logprobs = [-1, -2, -0.5];
  const refLogprobs = [-1.2, -1.9, -0.9]; // log-ratios .2, -.1, .4
  const values = [0.5, 0.6, 0.8];
  const rewards = tokenRewards(logprobs, refLogprobs, 1, 0.05);

  test("rewards: a penalty per token, the score with the last", () => {
    close(rewards, [-0.01, 0.005, 0.98]);
  });
  test("lam 0 is the surprise of one step", () => {
    close(gae(rewards, values, 1, 0), [0.09, 0.205, 0.18]);
  });
  test("lam .95", () => {
    const advantages = gae(rewards, values, 1, 0.95);
    close(advantages, [0.4472, 0.376, 0.18], 4);
    close(returnsOf(advantages, values), [0.9472, 0.976, 0.98], 4);
  });
  test("lam 1 is what was earned, less what was expected", () => {
    const advantages = gae(rewards, values, 1, 1);
    close(advantages, [0.475, 0.385, 0.18]);
    expect(advantages[0]).toBeCloseTo(-0.01 + 0.005 + 0.98 - 0.5, 10);
  });
});

test("GAE is the sum of discounted surprises", () => {
  const rewards = [0.3, -0.2, 0, 1.5];
  const values = [0.1, 0.4, -0.3, 0.8];
  const [gamma, lam] = [0.9, 0.7];
  const delta = rewards.map((r, t) => r + gamma * (values[t + 1] ?? 0) - values[t]!);
  const sum = rewards.map((_, t) => delta.slice(t).reduce((total, d, k) => total + (gamma * lam) ** k * d, 0));
  close(gae(rewards, values, gamma, lam), sum);
});

test("whitening: mean 0 and variance 1 over all tokens, order kept", () => {
  const white = whiten([[1, 2], [3], [6]]);
  expect(white.map((row) => row.length)).toEqual([2, 1, 1]);
  const all = white.flat();
  expect(all.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 10);
  expect(all.reduce((sum, x) => sum + x * x, 0) / 4).toBeCloseTo(1, 6);
  expect(all).toEqual([...all].sort((a, b) => a - b));
});

test("whitening equal numbers gives zeros, not NaN", () => {
  expect(whiten([[2, 2], [2]]).flat()).toEqual([0, 0, 0]);
});
