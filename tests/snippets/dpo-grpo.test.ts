import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { trainDpo } from "../../snippets/dpo.ts";
import { answerLogprobs, impliedScores } from "../../snippets/preferences.ts";
import { cloneGPT, type GPT } from "../../snippets/gpt.ts";
import { trainGrpo } from "../../snippets/grpo.ts";
import { groupAdvantages } from "../../snippets/group-advantages.ts";
import { k3 } from "../../snippets/group-loss.ts";
import { createRng } from "../../snippets/random.ts";
import { responseLogprobs } from "../../snippets/rollout.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);

/** Labelers who like 5 better than 6 better than 7. */
const comparisons = Array.from({ length: 16 }, (_, i) => ({
  query: [2 + (i % 3)],
  ranked: [
    [5, 1],
    [6, 1],
    [7, 1],
  ],
}));

const likes = (gpt: GPT, token: number) => responseLogprobs(gpt, [{ query: [2], response: [token, 1] }])[0]![0]!;

describe("DPO", () => {
  test("raises preferred answers, lowers the others", async () => {
    const refPolicy = tinyGPT();
    const policy = cloneGPT(refPolicy);
    const options = { policy, refPolicy, comparisons, rng: createRng(1) };
    const losses: number[] = [];
    for await (const { loss } of trainDpo({ ...options, epochs: 20, learningRate: 1e-2 })) {
      losses.push(loss);
    }
    // nothing has drifted yet: every pair is a coin's throw
    expect(losses[0]).toBeCloseTo(Math.log(2), 6);
    expect(losses.at(-1)!).toBeLessThan(0.4);
    expect(likes(policy, 5)).toBeGreaterThan(likes(refPolicy, 5));
    expect(likes(policy, 7)).toBeLessThan(likes(refPolicy, 7));
  });

  test("an answer's log-probability is the sum over its tokens alone", () => {
    const gpt = tinyGPT();
    const queryResponses = [
      { query: [2, 3], response: [4, 5, 1] },
      { query: [6], response: [7] },
    ];
    const sums = responseLogprobs(gpt, queryResponses).map((row) => row.reduce((a, b) => a + b));
    const found = tf.tidy(() => answerLogprobs(gpt, queryResponses).dataSync());
    sums.forEach((sum, i) => expect(found[i]).toBeCloseTo(sum, 5));
  });

  test("the implied score is beta log(pi / ref)", () => {
    const scores = impliedScores(tf.tensor1d([-1, -4]), Float32Array.of(-2, -3), 0.3);
    expect(scores.dataSync()[0]).toBeCloseTo(0.3, 6);
    expect(scores.dataSync()[1]).toBeCloseTo(-0.3, 6);
  });

  test("comparisons of one answer each are refused", async () => {
    const gpt = tinyGPT();
    const options = { policy: gpt, refPolicy: gpt, rng: createRng(1) };
    const steps = trainDpo({ ...options, comparisons: [{ query: [2], ranked: [[5, 1]] }] });
    await expect(steps.next()).rejects.toThrow("at least two answers");
  });
});

describe("GRPO", () => {
  test("learns what the rule rewards, and frees every tensor", async () => {
    const refPolicy = tinyGPT();
    const policy = cloneGPT(refPolicy);
    const before = tf.memory().numTensors;
    const scores: number[] = [];
    const steps = trainGrpo({
      policy,
      refPolicy,
      scoreFn: (queryResponses) => queryResponses.map(({ response }) => Number(response[0] === 5)),
      queries: [[2], [3], [4, 4]],
      rng: createRng(1),
      iterations: 15,
      learningRate: 1e-2,
      klCoef: 0.01,
      maxNewTokens: 4,
    });
    for await (const { score } of steps) scores.push(score);
    expect(scores.at(-1)!).toBeGreaterThan(scores[0]! + 0.3);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("the same seed makes the same policy", async () => {
    const run = async () => {
      const refPolicy = tinyGPT();
      const policy = cloneGPT(refPolicy);
      const steps = trainGrpo({
        policy,
        refPolicy,
        scoreFn: (queryResponses) => queryResponses.map(({ response }) => response.length),
        queries: [[2], [3]],
        rng: createRng(4),
        iterations: 2,
        maxNewTokens: 4,
      });
      for await (const step of steps) void step;
      return likes(policy, 5);
    };
    expect(await run()).toBe(await run());
  });

  test("advantages: mean 0 and sample variance 1 within each group", () => {
    const advantages = groupAdvantages([1, 2, 3, 10, 10, 40], 3);
    expect(advantages.slice(0, 3).map((a) => Number(a.toFixed(3)))).toEqual([-1, 0, 1]);
    expect(advantages[3]).toBeCloseTo(advantages[4]!, 12);
    expect(advantages[5]! + advantages[3]! + advantages[4]!).toBeCloseTo(0, 10);
  });

  test("a group of equals teaches nothing", () => {
    expect(groupAdvantages([2.5, 2.5, 2.5], 3)).toEqual([0, 0, 0]);
  });

  test("k3 is never negative, 0 where nothing changed, and of padding too", () => {
    const logprobs = tf.tensor1d([-1, -2, -3, 50]);
    const values = k3(logprobs, Float32Array.of(-1, -1, -5, -9), Float32Array.of(1, 1, 1, 0));
    const [same, likelier, less, padding] = values.dataSync();
    expect(same).toBe(0);
    expect(likelier).toBeCloseTo(Math.E - 2, 5);
    expect(less).toBeCloseTo(Math.exp(-2) + 1, 5);
    expect(padding).toBe(0);
  });
});
