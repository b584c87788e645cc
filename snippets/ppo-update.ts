/**
 * What PPO learns from one rollout: a few passes over its answers in small
 * batches, each an update of the policy and one of the value function.
 */
import type * as tf from "@tensorflow/tfjs";
import { average, whiten } from "./advantages.ts";
import type { GPT } from "./gpt.ts";
import { type ScalarModel, tokenValues } from "./heads.ts";
import { everyTokenLoss, tokenLogprobs } from "./logprobs.ts";
import { type AdamW, minimize } from "./optimizer.ts";
import { policyLoss, valueLoss } from "./ppo-loss.ts";
import type { Rng } from "./random.ts";
import type { Episode } from "./rollout.ts";
import {
  exchangeBatch,
  inputsOf,
  responseMask,
  spread,
} from "./token-batch.ts";

export interface UpdateSettings {
  policy: GPT;
  valueModel: ScalarModel;
  optimizer: AdamW;
  valueOptimizer: AdamW;
  epochs: number;
  minibatchSize: number;
  cliprange: number;
  cliprangeValue: number;
  whitenAdvantages: boolean;
  /** PPO-ptx: pretraining rows in every update (Ouyang et al., eq. 2, gamma) */
  ptx?: PretrainingMix;
}

export interface PretrainingMix {
  /** gamma: the weight of the pretraining loss; 0.5 works here */
  coef: number;
  /** the rows of an update (they count from 1) */
  rows: (update: number) => readonly (readonly number[])[];
}

export interface UpdateStats {
  pgLoss: number;
  vfLoss: number;
  clipfrac: number;
  approxKl: number;
  /** ratio of the first minibatch: exactly 1, or the log-probs are wrong */
  firstRatio: number;
  /** pretraining loss on the mix, if there is one */
  ptxLoss?: number;
}

/** All inner epochs over one rollout. @returns means over the minibatches */
export function learnFromRollout(
  settings: UpdateSettings,
  episodes: readonly Episode[],
  rates: { policy: number; value: number },
  rng: Rng,
): UpdateStats {
  const { whitenAdvantages } = settings;
  const seen = whitenAdvantages ? withWhitening(episodes) : episodes;
  const updates = minibatches(seen, settings, rng).map((minibatch) => ({
    ...updatePolicy(settings, minibatch, rates.policy),
    vfLoss: updateValues(settings, minibatch, rates.value),
  }));
  return {
    pgLoss: average(updates.map((u) => u.pgLoss)),
    vfLoss: average(updates.map((u) => u.vfLoss)),
    clipfrac: average(updates.map((u) => u.clipfrac)),
    approxKl: average(updates.map((u) => u.approxKl)),
    firstRatio: updates[0]!.ratio,
    ...(settings.ptx && { ptxLoss: average(updates.map((u) => u.ptxLoss)) }),
  };
}

/** Returns were made before: whitening touches the policy's signal only. */
function withWhitening(episodes: readonly Episode[]): Episode[] {
  const advantages = whiten(episodes.map((episode) => episode.advantages));
  return episodes.map((e, i) => ({ ...e, advantages: advantages[i]! }));
}

/** Every epoch's shuffled minibatches, one after the other. */
function minibatches(
  episodes: readonly Episode[],
  { epochs, minibatchSize }: UpdateSettings,
  rng: Rng,
): Episode[][] {
  const all: Episode[][] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const deck = rng.shuffle(episodes);
    for (let i = 0; i + minibatchSize <= deck.length; i += minibatchSize) {
      all.push(deck.slice(i, i + minibatchSize));
    }
  }
  return all;
}

function updatePolicy(
  { policy, optimizer, cliprange, ptx }: UpdateSettings,
  episodes: readonly Episode[],
  rate: number,
) {
  const batch = exchangeBatch(episodes);
  const mask = responseMask(episodes);
  const old = spread(episodes, episodes.map((e) => e.logprobs));
  const advantages = spread(episodes, episodes.map((e) => e.advantages));
  const stats = { pgLoss: 0, ratio: 0, clipfrac: 0, approxKl: 0, ptxLoss: NaN };
  minimize(optimizer, rate, () => {
    const logprobs = tokenLogprobs(policy, batch);
    const result = policyLoss(logprobs, old, advantages, mask, cliprange);
    stats.pgLoss = number(result.loss);
    stats.ratio = number(result.ratio);
    stats.clipfrac = number(result.clipfrac);
    stats.approxKl = number(result.approxKl);
    if (!ptx) return result.loss;
    const rows = ptx.rows(optimizer.updates + 1);
    const pretraining = everyTokenLoss(policy, rows);
    stats.ptxLoss = number(pretraining);
    return result.loss.add(pretraining.mul(ptx.coef));
  });
  return stats;
}

function updateValues(
  { valueModel, valueOptimizer, cliprangeValue }: UpdateSettings,
  episodes: readonly Episode[],
  rate: number,
): number {
  const inputs = inputsOf(exchangeBatch(episodes));
  const mask = responseMask(episodes);
  const old = spread(episodes, episodes.map((e) => e.values));
  const returns = spread(episodes, episodes.map((e) => e.returns));
  return minimize(valueOptimizer, rate, () => {
    const values = tokenValues(valueModel, inputs);
    return valueLoss(values, old, returns, mask, cliprangeValue);
  }).loss;
}

const number = (scalar: tf.Scalar) => scalar.dataSync()[0]!;
