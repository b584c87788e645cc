import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { cloneGPT, disposeGPT, type GPT, logits } from "../../../snippets/gpt.ts";
import { withScalarHead, scalarParameters } from "../../../snippets/heads.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { withLora } from "../../../snippets/lora.ts";
import { trainPpo } from "../../../snippets/ppo.ts";
import { createRng } from "../../../snippets/random.ts";
import { rankingAccuracy, trainRewardModel } from "../../../snippets/reward-model.ts";
import { trainSft } from "../../../snippets/sft.ts";
import { tokenBatch } from "../../../snippets/token-batch.ts";
import { averageGPTs, averageScalarModels, moveTowards } from "../../../snippets/methods/weight-average.ts";
import { collect, comparisons, echoes, ppoOptions, values } from "../tiny-trainers.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

const flat = (gpt: GPT) => values(gpt.params).flat();

describe("the mean of models", () => {
  test("number by number; the models stay as they are", () => {
    const models = [tinyGPT(1), tinyGPT(2), tinyGPT(3)];
    const before = models.map(flat);
    const mean = flat(averageGPTs(models));
    mean.forEach((x, i) => expect(x).toBeCloseTo(before.reduce((sum, of) => sum + of[i]!, 0) / 3, 6));
    expect(models.map(flat)).toEqual(before);
  });

  test("of one model, or of a model and its copy, is the model to the bit", () => {
    const gpt = tinyGPT();
    expect(flat(averageGPTs([gpt]))).toEqual(flat(gpt));
    expect(flat(averageGPTs([gpt, cloneGPT(gpt)]))).toEqual(flat(gpt));
  });

  test("of two that learned the same task in other orders knows it; of strangers it does not", async () => {
    const learned = async (model: GPT, seed: number) => {
      const own = { demonstrations: echoes, rng: createRng(seed), batchSize: 4, epochs: 20, learningRate: 1e-2 };
      await collect(trainSft({ model, ...own }));
      return model;
    };
    const start = tinyGPT();
    await learned(start, 1);
    const knows = (gpt: GPT) => {
      const p = tf.tidy(() => tf.softmax(logits(gpt, tokenBatch([[2], [3], [4]]))).dataSync());
      return Math.min(...[2, 3, 4].map((token, row) => p[11 * row + token]!));
    };
    const near = averageGPTs([await learned(cloneGPT(start), 2), await learned(cloneGPT(start), 3)]);
    const far = averageGPTs([await learned(tinyGPT(4), 2), await learned(tinyGPT(5), 3)]);
    expect(knows(near)).toBeGreaterThan(0.9);
    expect(knows(far)).toBeLessThan(0.5);
  });

  test("of reward models, head and all, ranks as they do", async () => {
    const start = withScalarHead(tinyGPT(), createRng(1));
    const learned = async (seed: number) => {
      const model = withScalarHead(start.gpt, createRng(1));
      const own = { comparisons, rng: createRng(seed), batchSize: 4, epochs: 8, learningRate: 5e-3 };
      await collect(trainRewardModel({ model, ...own }));
      return model;
    };
    const models = [await learned(1), await learned(2)];
    const mean = averageScalarModels(models);
    const [a, b] = models.map((model) => values(scalarParameters(model)).flat());
    values(scalarParameters(mean))
      .flat()
      .forEach((x, i) => expect(x).toBeCloseTo((a![i]! + b![i]!) / 2, 6));
    expect(rankingAccuracy(mean, comparisons)).toBe(1);
  });
});

describe("moving towards another model", () => {
  test("not at all, all the way, and a quarter", () => {
    const [model, other] = [tinyGPT(1), tinyGPT(2)];
    const [from, to] = [flat(model), flat(other)];
    moveTowards(model, other, 0);
    expect(flat(model)).toEqual(from);
    moveTowards(model, other, 0.25);
    flat(model).forEach((x, i) => expect(x).toBeCloseTo(0.75 * from[i]! + 0.25 * to[i]!, 6));
    moveTowards(model, other, 1);
    expect(flat(model)).toEqual(to);
    expect(flat(other)).toEqual(to);
  });

  test("again and again it is the exponential moving average", () => {
    const average = tinyGPT(1);
    const from = flat(average)[5]!;
    const other = tinyGPT(2);
    for (let step = 0; step < 20; step++) moveTowards(average, other, 0.1);
    expect(flat(average)[5]).toBeCloseTo(0.9 ** 20 * from + (1 - 0.9 ** 20) * flat(other)[5]!, 6);
  });

  test("a reference that follows its policy (WARP) is never far: drift is cheap, and adds up", async () => {
    const train = async (share: number) => {
      const start = tinyGPT();
      const policy = cloneGPT(start);
      const refPolicy = cloneGPT(start);
      const options = ppoOptions(policy, withScalarHead(start, createRng(2)));
      const seen = [];
      for await (const { kl, score } of trainPpo({ ...options, refPolicy, iterations: 12, klCoef: 0.5 })) {
        seen.push({ kl, score });
        moveTowards(refPolicy, policy, share);
      }
      return seen.at(-1)!;
    };
    const [still, moving] = [await train(0), await train(0.3)];
    expect(moving.kl).toBeLessThan(still.kl);
    expect(moving.score).toBeGreaterThan(still.score);
  });

  test("leaves nothing behind", () => {
    const before = tf.memory().numTensors;
    const models = [tinyGPT(1), tinyGPT(2)];
    const mean = averageGPTs(models);
    moveTowards(mean, models[0]!, 0.5);
    [...models, mean].forEach(disposeGPT);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("what can't be is said", () => {
  const other = initGPT({ vocabSize: 11, blockSize: 10, width: 8, layers: 1, heads: 2 }, createRng(1));
  const wide = initGPT({ vocabSize: 11, blockSize: 10, width: 16, layers: 2, heads: 2 }, createRng(1));
  expect(() => averageGPTs([])).toThrow("one model at least, got none");
  expect(() => averageGPTs([tinyGPT(), other])).toThrow("of one shape, got another for");
  expect(() => averageGPTs([other, tinyGPT()])).toThrow("of one shape, got another for");
  expect(() => averageGPTs([tinyGPT(), wide])).toThrow("of one shape, got another for wte.weight");
  expect(() => moveTowards(tinyGPT(), tinyGPT(), 1.5)).toThrow("a share from 0 to 1, got 1.5");
  const adapted = withLora(tinyGPT(), { rng: createRng(1) });
  expect(() => averageGPTs([adapted])).toThrow("merged before it is averaged");
});
