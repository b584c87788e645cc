/**
 * The reward model, step 2 of InstructGPT (Ouyang et al. 2022, 3.5): a GPT that
 * reads a prompt and an answer and gives a score, learned from rankings.
 *
 * The K answers to a prompt were ranked together, so all their C(K,2) pairs
 * make one batch element: K texts are read for K (K-1) / 2 comparisons.
 */
import * as tf from "@tensorflow/tfjs";
import { average } from "./advantages.ts";
import { assert } from "./base/assert.ts";
import { withSettings } from "./base/settings.ts";
import { beginTraining } from "./begin-training.ts";
import { assertTokens, type QueryResponse } from "./query-response.ts";
import { scoreResponses } from "./heads.ts";
import { type ScalarModel, scalarParameters } from "./heads.ts";
import type { PairShard } from "./losses.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import { pairAccuracy } from "./pair-loss.ts";
import { setParameter } from "./parameters.ts";
import type { Rng } from "./random.ts";
import { warmUpCosine } from "./schedule.ts";
import { partsOf } from "./workers/shards.ts";
import { trainStep } from "./train-step.ts";
import {
  epochBatch,
  stepsPerEpoch,
  type Resume,
  type TrainingStep,
} from "./training.ts";

/** One prompt with its answers in the order a labeler put them, best first. */
export interface Comparison {
  query: readonly number[];
  ranked: readonly (readonly number[])[];
}

export const rewardDefaults = {
  /** more than one over-fits: each answer is already in K - 1 pairs */
  epochs: 1,
  /** prompts per step, each with all its pairs */
  batchSize: 8,
  learningRate: 1e-3,
  warmUp: 5,
};

export interface RewardModelOptions extends Partial<typeof rewardDefaults> {
  /** starts as the SFT model with a new head; changes in place */
  model: ScalarModel;
  comparisons: readonly Comparison[];
  rng: Rng;
  steps?: number;
  optimizer?: AdamW;
  resume?: Resume;
}

export interface RewardModelStep extends TrainingStep {
  /** share of this step's pairs ranked as people did, before learning them */
  accuracy: number;
}

/** What RewardModelOptions has beside the settings of rewardDefaults. */
const PARTS = "model comparisons rng steps optimizer resume".split(" ");

/** Trains `model`; yields after every step. */
export async function* trainRewardModel(
  options: RewardModelOptions,
): AsyncGenerator<RewardModelStep> {
  const settings = withSettings(rewardDefaults, options, PARTS);
  const { model, rng, epochs, batchSize, learningRate, warmUp } = settings;
  const usable = withPairs(settings.comparisons);
  const { steps = epochs * stepsPerEpoch(usable.length, batchSize) } = settings;
  const { optimizer = createAdamW(scalarParameters(model)) } = settings;
  await beginTraining({
    trainer: "the reward model",
    optimizers: { optimizer },
    steps,
    resume: settings.resume,
  });
  while (optimizer.updates < steps) {
    const step = optimizer.updates + 1;
    const rate = warmUpCosine(step, steps, learningRate, warmUp);
    const batch = epochBatch(usable, batchSize, step, rng);
    const { loss, gradNorm, sums } = await trainStep(
      optimizer,
      rate,
      model,
      "pairs",
      pairShards(batch),
    );
    const accuracy = sums.right / sums.pairs;
    yield { step, steps, loss, gradNorm, accuracy, learningRate: rate };
  }
}

/** The prompts in shards, each with all answers to it. */
export function pairShards(batch: readonly Comparison[]): PairShard[] {
  return partsOf(batch).map((part) => ({
    queryResponses: part.flatMap(queryResponsesOf),
    answers: part.map(({ ranked }) => ranked.length),
    prompts: batch.length,
  }));
}

/** Those that rank two answers at least: there is nothing else to learn. */
export function withPairs(comparisons: readonly Comparison[]): Comparison[] {
  const usable = comparisons.filter(({ ranked }) => ranked.length > 1);
  assert(
    usable.length > 0,
    "A comparison has at least two answers, got none with two.",
  );
  assertTokens("Answer", usable.flatMap(queryResponsesOf));
  return usable;
}

/** The ranked answers with their query, best first. */
export function queryResponsesOf({
  query,
  ranked,
}: Comparison): QueryResponse[] {
  return ranked.map((response) => ({ query, response }));
}

/** Share of all pairs that the model ranks as the labelers did. */
export function rankingAccuracy(
  model: ScalarModel,
  comparisons: readonly Comparison[],
): number {
  const scores = scoreResponses(model, comparisons.flatMap(queryResponsesOf));
  const counts = comparisons.map(({ ranked }) => ranked.length);
  return pairAccuracy(scores, counts);
}

/**
 * Rankings fix differences of scores only. This sets unit and zero: standard
 * deviation 1 over answers of the SFT model, mean 0 over the demonstrations
 * (App. C.2). PPO's klCoef is then in the same units for every reward model.
 */
export function normaliseScores(
  model: ScalarModel,
  samples: readonly QueryResponse[],
  demonstrations: readonly QueryResponse[],
): void {
  const scores = scoreResponses(model, samples);
  const centre = average(scores);
  const variance = average(scores.map((score) => (score - centre) ** 2));
  assert(variance > 0, "The samples all get one score: train the model first.");
  const scale = 1 / Math.sqrt(variance);
  const shift = -scale * average(scoreResponses(model, demonstrations));
  tf.tidy(() => {
    const { score, gpt } = model;
    setParameter(score.weight, score.weight.mul(scale));
    // A head without a bias, as in GPT2ForSequenceClassification: adding
    // shift w / |w|^2 to the last layer norm's bias adds `shift` to w h.
    const w = score.weight.reshape<tf.Tensor1D>([-1]);
    const along = w.mul<tf.Tensor1D>(shift).div<tf.Tensor1D>(w.square().sum());
    setParameter(gpt.params.ln_f.bias, gpt.params.ln_f.bias.add(along));
  });
}
