import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { cloneScalarModel, scalarParameters, scoreResponses, withScalarHead } from "../../snippets/heads.ts";
import { encodeState, restoreState } from "../../snippets/learner-state.ts";
import type { AdamW } from "../../snippets/optimizer.ts";
import { trainPpo } from "../../snippets/ppo.ts";
import { pretrain } from "../../snippets/pretrain.ts";
import { createRng } from "../../snippets/random.ts";
import { normaliseScores, rankingAccuracy, trainRewardModel } from "../../snippets/reward-model.ts";
import { trainSft } from "../../snippets/sft.ts";
import { collect, comparisons, counting, echoes, ppoOptions, trainers, values } from "./tiny-trainers.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);

describe.each(Object.entries(trainers))("%s", (_, create) => {
  test("keeps the number of tensors constant", async () => {
    const counts: number[] = [];
    for await (const _ of create().steps()) counts.push(tf.memory().numTensors);
    expect(counts.length).toBeGreaterThan(3);
    expect(new Set(counts).size).toBe(1);
  });

  test("the same seed gives the same bits", async () => {
    const [a, b] = [create(), create()];
    expect(await collect(a.steps())).toEqual(await collect(b.steps()));
    expect(values(a.tree)).toEqual(values(b.tree));
  });

  test("hands its optimizers over before the first step, and goes on after a state that is put back", async () => {
    const whole = create();
    const last = (await collect(whole.steps())).at(-1);
    const first = create();
    let handed: Record<string, AdamW> = {};
    for await (const { step } of first.steps(async (given) => void (handed = given))) if (step === 2) break;
    expect(Object.values(handed)).toEqual(Object.values(first.optimizers));
    const second = create();
    const rest = await collect(second.steps(async (given) => restoreState(given, encodeState(handed))));
    expect([rest[0]!.step, rest.at(-1)]).toEqual([3, last]);
    expect(values(second.tree)).toEqual(values(whole.tree));
  });

  test("stopped, saved and resumed, it ends where it would have", async () => {
    const whole = create();
    const last = (await collect(whole.steps())).at(-1);
    const first = create();
    for await (const { step } of first.steps()) if (step === 2) break;
    const second = create();
    restoreState(second.optimizers, encodeState(first.optimizers));
    const rest = await collect(second.steps());
    expect(rest[0]!.step).toBe(3);
    expect(rest.at(-1)).toEqual(last);
    expect(values(second.tree)).toEqual(values(whole.tree));
  });
});

test("pretraining learns to count", async () => {
  const model = tinyGPT();
  const options = { rows: counting, steps: 60, learningRate: 2e-2 };
  const steps = await collect(pretrain({ model, ...options }));
  expect(steps[0]!.loss).toBeGreaterThan(2);
  expect(steps.at(-1)!.loss).toBeLessThan(0.6); // only the start is a surprise
});

test("fine-tuning learns answers, not queries", async () => {
  const model = tinyGPT();
  const options = { demonstrations: echoes, rng: createRng(1), batchSize: 4 };
  const steps = trainSft({ model, ...options, epochs: 30, learningRate: 1e-2 });
  const losses = (await collect(steps)).map(({ loss }) => loss);
  expect(losses[0]).toBeGreaterThan(2);
  expect(losses.at(-1)).toBeLessThan(0.1);
});

test("the reward model learns the order, unit and zero", async () => {
  const model = withScalarHead(tinyGPT(), createRng(1));
  const options = { comparisons, rng: createRng(1), batchSize: 4, epochs: 10 };
  await collect(trainRewardModel({ model, ...options, learningRate: 1e-2 }));
  expect(rankingAccuracy(model, comparisons)).toBe(1);

  const samples = comparisons.flatMap(({ query, ranked }) => ranked.map((response) => ({ query, response })));
  normaliseScores(model, samples, echoes);
  const mean = (xs: number[]) => xs.reduce((a, b) => a + b) / xs.length;
  expect(mean(scoreResponses(model, echoes))).toBeCloseTo(0, 4);
  const scores = scoreResponses(model, samples);
  const variance = mean(scores.map((s) => (s - mean(scores)) ** 2));
  expect(variance).toBeCloseTo(1, 4);
  expect(rankingAccuracy(model, comparisons)).toBe(1);
});

describe("PPO", () => {
  const setUp = () => {
    const policy = tinyGPT();
    return ppoOptions(policy, withScalarHead(policy, createRng(2)));
  };

  test("the first minibatch's ratio is exactly 1, in every round", async () => {
    const steps = await collect(trainPpo(setUp()));
    expect(steps.map(({ firstRatio }) => firstRatio)).toEqual([1, 1, 1, 1]);
  });

  test("starts on the reference and raises the score", async () => {
    const options = { ...setUp(), iterations: 30, rolloutSize: 16, klCoef: 0.01 };
    const steps = await collect(trainPpo(options));
    expect(steps[0]!.kl).toBe(0);
    const mean = (part: typeof steps) => part.reduce((sum, { score }) => sum + score, 0) / part.length;
    expect(mean(steps.slice(-5))).toBeGreaterThan(mean(steps.slice(0, 5)) + 0.3);
    expect(steps.at(-1)!.kl).toBeGreaterThan(0);
  });

  test("leaves the reference and a copied value model alone", async () => {
    const options = setUp();
    const copy = cloneScalarModel(options.valueModel);
    const before = values([options.refPolicy.params, scalarParameters(copy)]);
    await collect(trainPpo(options));
    const after = values([options.refPolicy.params, scalarParameters(copy)]);
    expect(after).toEqual(before);
  });

  test("PPO-ptx reports its pretraining loss and brings it down", async () => {
    const ptx = { coef: 5, rows: counting };
    const steps = await collect(trainPpo({ ...setUp(), iterations: 12, ptx }));
    const losses = steps.map(({ ptxLoss }) => ptxLoss!);
    expect(losses[0]).toBeGreaterThan(2);
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.5);
  });

  test.each([
    [{ klCoeff: 0.1 }, /no setting "klCoeff"\. Known are iterations, .*klCoef/],
    [{ klCoef: "0.1" }, /klCoef is a number such as 0.15, got "0.1"/],
    [{ klCoef: NaN }, /klCoef is a number such as 0.15, got NaN/],
    [{ whitenAdvantages: 1 }, /whitenAdvantages is a boolean such as true, got 1/],
    [{ iterations: 0 }, /iterations is a whole number from 1 upwards, got 0/],
    [{ epochs: -3 }, /epochs is a whole number from 1 upwards, got -3/],
  ])("refuses settings that would do nothing, or nonsense: %o", async (wrong, message) => {
    const steps = trainPpo({ ...setUp(), ...(wrong as object) });
    await expect(collect(steps)).rejects.toThrow(message);
  });

  test("says when a round is smaller than a minibatch", async () => {
    const steps = trainPpo({ ...setUp(), rolloutSize: 2 });
    await expect(collect(steps)).rejects.toThrow(/got 2 answers below minibatchSize 4/);
  });
});
