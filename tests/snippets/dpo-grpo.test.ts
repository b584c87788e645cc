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

describe("DPO's relatives", () => {
  test.each(["ipo", "simpo", "orpo"] as const)("%s: preferred answers rise against the others", async (loss) => {
    const refPolicy = tinyGPT();
    const policy = cloneGPT(refPolicy);
    const options = { policy, refPolicy, comparisons, rng: createRng(1), loss, epochs: 20, learningRate: 1e-2 };
    const steps = [];
    for await (const step of trainDpo(options)) steps.push(step);
    expect(steps.at(-1)!.loss).toBeLessThan(steps[0]!.loss);
    expect(steps.at(-1)!.accuracy).toBe(1);
    const lead = (gpt: GPT) => likes(gpt, 5) - likes(gpt, 7);
    expect(lead(policy)).toBeGreaterThan(lead(refPolicy) + 1);
    // orpo fine-tunes on what is preferred
    if (loss === "orpo") expect(likes(policy, 5)).toBeGreaterThan(likes(refPolicy, 5) + 1);
  });

  test("simpo and orpo ask no reference, and with one learn the same; dpo and ipo need it", async () => {
    const run = async (loss: "dpo" | "ipo" | "simpo" | "orpo", refPolicy?: GPT) => {
      const policy = tinyGPT();
      const steps = trainDpo({ policy, refPolicy, comparisons, rng: createRng(1), loss });
      for await (const step of steps) void step;
      return likes(policy, 5);
    };
    for (const loss of ["simpo", "orpo"] as const) expect(await run(loss)).toBe(await run(loss, tinyGPT(3)));
    for (const loss of ["dpo", "ipo"] as const) {
      await expect(run(loss)).rejects.toThrow(`The loss "${loss}" measures drift from a reference: give refPolicy`);
    }
  });

  test("labels that are wrong now and then (cDPO): the answers are driven less far apart", async () => {
    const apart = async (labelSmoothing: number) => {
      const refPolicy = tinyGPT();
      const policy = cloneGPT(refPolicy);
      const options = { policy, refPolicy, comparisons, rng: createRng(1), epochs: 40, learningRate: 1e-2 };
      for await (const step of trainDpo({ ...options, labelSmoothing })) void step;
      return likes(policy, 5) - likes(policy, 7);
    };
    expect(await apart(0.3)).toBeLessThan((await apart(0)) - 1);
  });

  test.each([
    [{ loss: "rlhf" }, /loss is "dpo" or "ipo" or "simpo" or "orpo", got "rlhf"/],
    [{ labelSmoothing: 0.7 }, /labelSmoothing is a number from 0 to 0.5, got 0.7/],
    [{ margin: -1 }, /margin is a number from 0 upwards, got -1/],
    [{ oddsCoef: -1 }, /oddsCoef is a number from 0 upwards, got -1/],
  ])("refuses %o", async (wrong, message) => {
    const policy = tinyGPT();
    const options = { policy, refPolicy: policy, comparisons, rng: createRng(1) };
    await expect(trainDpo({ ...options, ...(wrong as object) }).next()).rejects.toThrow(message);
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
