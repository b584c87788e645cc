/**
 * Direct preference optimisation (Rafailov et al. 2023, eq. 7): step 2 and
 * step 3 of InstructGPT in one. The policy learns from the rankings directly;
 * its own drift from the SFT model, klCoef log(pi / ref), is the reward model.
 *
 * So the loss is the reward model's, on that implied score. No sampling, no
 * value function, and nothing ever checks answers that nobody ranked.
 * Left out: label smoothing, and the many variants of the loss.
 */
import * as tf from "@tensorflow/tfjs";
import type { QueryResponse } from "./query-response.ts";
import type { GPT } from "./gpt.ts";
import { tokenLogprobs } from "./logprobs.ts";
import { type AdamW, createAdamW, minimize } from "./optimizer.ts";
import { allPairs, pairAccuracy, pairLoss } from "./pair-loss.ts";
import type { Rng } from "./random.ts";
import { readBack } from "./read-back.ts";
import {
  type Comparison,
  queryResponsesOf,
  withPairs,
} from "./reward-model.ts";
import { warmUpCosine } from "./schedule.ts";
import { queryResponseBatch, responseMask } from "./token-batch.ts";
import {
  epochBatch,
  stepsPerEpoch,
  type Resume,
  type TrainingStep,
} from "./training.ts";

export const dpoDefaults = {
  epochs: 1,
  /** prompts per step, each with all its pairs */
  batchSize: 8,
  learningRate: 2e-4,
  warmUp: 5,
  /** beta: how much score one nat of drift stands for */
  klCoef: 0.3,
};

export interface DpoOptions extends Partial<typeof dpoDefaults> {
  /** starts as the SFT model; changes in place */
  policy: GPT;
  /** the SFT model itself; never changes */
  refPolicy: GPT;
  comparisons: readonly Comparison[];
  rng: Rng;
  steps?: number;
  optimizer?: AdamW;
  resume?: Resume;
}

export interface DpoStep extends TrainingStep {
  /** share of this step's pairs that the implied scores rank as people did */
  accuracy: number;
}

/** Trains `policy`; yields after every step. */
export async function* trainDpo({
  policy,
  refPolicy,
  comparisons,
  rng,
  epochs = dpoDefaults.epochs,
  batchSize = dpoDefaults.batchSize,
  learningRate = dpoDefaults.learningRate,
  warmUp = dpoDefaults.warmUp,
  klCoef = dpoDefaults.klCoef,
  steps,
  optimizer = createAdamW(policy.params),
  resume,
}: DpoOptions): AsyncGenerator<DpoStep> {
  const usable = withPairs(comparisons);
  steps ??= epochs * stepsPerEpoch(usable.length, batchSize);
  await resume?.({ optimizer });
  while (optimizer.updates < steps) {
    const step = optimizer.updates + 1;
    const rate = warmUpCosine(step, steps, learningRate, warmUp);
    const batch = epochBatch(usable, batchSize, step, rng);
    const counts = batch.map(({ ranked }) => ranked.length);
    const queryResponses = batch.flatMap(queryResponsesOf);
    const reference = readBack(() => answerLogprobs(refPolicy, queryResponses));
    let accuracy = NaN;
    const result = minimize(optimizer, rate, () => {
      const logprobs = answerLogprobs(policy, queryResponses);
      const scores = impliedScores(logprobs, reference, klCoef);
      accuracy = pairAccuracy(scores.dataSync(), counts);
      return pairLoss(scores, allPairs(counts));
    });
    yield { step, steps, ...result, accuracy, learningRate: rate };
  }
}

/** klCoef log(pi / ref) of whole answers. All [n] */
export function impliedScores(
  logprobs: tf.Tensor1D,
  reference: Float32Array,
  klCoef: number,
): tf.Tensor1D {
  return logprobs.sub(tf.tensor1d(reference)).mul<tf.Tensor1D>(klCoef);
}

/** log p(response | query): the sum over its tokens. n pairs -> [n] */
export function answerLogprobs(
  gpt: GPT,
  queryResponses: readonly QueryResponse[],
): tf.Tensor1D {
  const batch = queryResponseBatch(queryResponses);
  const mask = tf.tensor1d(responseMask(queryResponses));
  const kept = tokenLogprobs(gpt, batch).mul(mask); // [n * (T-1)]
  return kept.reshape([batch.B, batch.T - 1]).sum<tf.Tensor1D>(1);
}
