import { beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../../snippets/generate.ts";
import {
  allAnswers,
  answerDistribution,
  type AnswerSpace,
  bestOfNPolicy,
  bestPolicy,
  bestRewardAt,
  favourites,
  placeOf,
  randomSpace,
} from "../../../snippets/illustrations/exact-policy.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

/** Two answers, by hand: a coin with a reward on one side. */
const coin: AnswerSpace = {
  query: [2],
  answers: [
    [3, 1],
    [4, 1],
  ],
  reference: [0.5, 0.5],
  rewards: [1, 0],
};

describe("all answers", () => {
  test("end with the end or are cut off, and no two are alike", () => {
    expect(allAnswers(3, 2)).toEqual([[1], [0, 1], [2, 1], [0, 0], [0, 2], [2, 0], [2, 2]]);
    const many = allAnswers(7, 4);
    expect(many).toHaveLength(1 + 6 + 36 + 6 ** 3 * 7);
    expect(new Set(many.map(String)).size).toBe(many.length);
    expect(() => allAnswers(50, 4)).toThrow("up to 20000 of them, got about 6250000");
  });

  test("are all that a model writes: their probabilities add up to 1, and are how often it writes them", () => {
    const gpt = tinyGPT();
    const answers = allAnswers(11, 2);
    const p = answerDistribution(gpt, [2], answers);
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    const written = generate(gpt, Array<number[]>(6000).fill([2]), { rng: createRng(1), maxNewTokens: 2 });
    const share = written.filter((answer) => String(answer) === "1").length / 6000;
    expect(Math.abs(share - p[0]!)).toBeLessThan(4 * Math.sqrt(p[0]! / 6000));
  });
});

describe("the best policy", () => {
  test("by hand: the odds are e^(1 / beta) to 1", () => {
    const [p, q] = bestPolicy(coin, 0.5);
    expect(p! / q!).toBeCloseTo(Math.exp(2), 10);
    const { reward, kl } = placeOf([coin], (space) => bestPolicy(space, 0.5));
    expect(reward).toBeCloseTo(p!, 12);
    expect(kl).toBeCloseTo(p! * Math.log(2 * p!) + q! * Math.log(2 * q!), 12);
  });

  test("no other policy has more reward - beta KL", () => {
    const rng = createRng(2);
    const draw = (n: number) => {
      const weights = Array.from({ length: n }, () => -Math.log(1 - rng.uniform()));
      const total = weights.reduce((a, b) => a + b);
      return weights.map((w) => w / total);
    };
    const rewards = Array.from({ length: 6 }, () => rng.normal());
    const space = { ...coin, answers: [], reference: draw(6), rewards };
    const value = (policy: number[], beta: number) => {
      const { reward, kl } = placeOf([space], () => policy);
      return reward - beta * kl;
    };
    for (const beta of [0.1, 0.5, 2]) {
      const best = bestPolicy(space, beta);
      for (let trial = 0; trial < 200; trial++) {
        const other = draw(6).map((p, i) => 0.9 * best[i]! + 0.1 * p);
        expect(value(other, beta)).toBeLessThan(value(best, beta));
      }
    }
  });

  test("the more drift costs, the nearer and the poorer; tiny prices do not overflow", () => {
    const places = [1e-6, 0.1, 1, 10, 1e6].map((beta) => placeOf([coin], (space) => bestPolicy(space, beta)));
    expect(places[0]).toEqual({ reward: 1, kl: expect.closeTo(Math.log(2), 10) });
    expect(places.at(-1)!.kl).toBeCloseTo(0, 10);
    for (const field of ["reward", "kl"] as const) {
      const along = places.map((place) => place[field]);
      expect(along).toEqual(along.toSorted((a, b) => b - a));
    }
  });
});

describe("best of n", () => {
  test("by hand: it misses the good side only if all n do", () => {
    expect(bestOfNPolicy(coin, 3)).toEqual([1 - 1 / 8, 1 / 8]);
    expect(bestOfNPolicy(coin, 1)).toEqual([0.5, 0.5]);
  });

  test("of equally good answers each as often as before; together always 1", () => {
    const space = { ...coin, reference: [0.2, 0.3, 0.5], rewards: [1, 1, 0] };
    const policy = bestOfNPolicy(space, 4);
    expect(policy[1]! / policy[0]!).toBeCloseTo(1.5, 12);
    expect(policy.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  test("lies below the best policy of the same drift, and not far", () => {
    const rng = createRng(3);
    const reference = Array.from({ length: 200 }, () => 1 / 200);
    const space = { ...coin, reference, rewards: reference.map(() => rng.normal()) };
    for (const n of [2, 4, 16]) {
      const { reward, kl } = placeOf([space], (s) => bestOfNPolicy(s, n));
      expect(kl).toBeLessThanOrEqual(Math.log(n) - (n - 1) / n + 1e-9);
      const most = bestRewardAt([space], kl);
      expect(reward).toBeLessThan(most);
      expect(reward).toBeGreaterThan(0.9 * most);
    }
  });
});

test("the most at a drift is what the best policy of that drift earns", () => {
  for (const beta of [0.2, 1, 5]) {
    const { reward, kl } = placeOf([coin], (space) => bestPolicy(space, beta));
    expect(bestRewardAt([coin], kl)).toBeCloseTo(reward, 9);
  }
});

test("a drawn world has a reward for each answer, and its favourites first", () => {
  const space = randomSpace(tinyGPT(), [2], createRng(3));
  const size = tinyGPT().config.vocabSize;
  expect(space.answers).toHaveLength(1 + (size - 1) + (size - 1) ** 2 + (size - 1) ** 3);
  expect(space.rewards).toHaveLength(space.answers.length);
  expect(space.reference.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
  const policy = bestPolicy(space, 0.1);
  const rows = favourites(space, policy, 3);
  expect(rows).toHaveLength(3);
  expect(rows[0]!.policy).toBe(Math.max(...policy));
  expect(rows[0]!.reward).toBe(space.rewards[policy.indexOf(rows[0]!.policy)]);
  expect(rows[0]!.policy).toBeGreaterThanOrEqual(rows[1]!.policy);
});
