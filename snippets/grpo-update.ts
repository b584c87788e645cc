/**
 * What GRPO learns from groups of answers: advantages without a value
 * function, PPO's clipped loss, and the distance to the reference beside it.
 */
import * as tf from "@tensorflow/tfjs";
import { average } from "./advantages.ts";
import type { QueryResponse } from "./query-response.ts";
import type { GPT } from "./gpt.ts";
import { maskedMean, tokenLogprobs } from "./logprobs.ts";
import { type AdamW, minimize } from "./optimizer.ts";
import { policyLoss, type PolicyTargets } from "./ppo-loss.ts";
import type { Rng } from "./random.ts";
import { answerShards } from "./workers/shards.ts";
import { spread } from "./token-batch.ts";

/** One answer of a group; all its tokens share its advantage. */
export interface GroupSample extends QueryResponse {
  score: number;
  advantage: number;
  logprobs: number[];
  refLogprobs: number[];
}

export interface GroupSettings {
  policy: GPT;
  optimizer: AdamW;
  epochs: number;
  minibatchSize: number;
  cliprange: number;
  klCoef: number;
}

/**
 * (score - mean) / (sd + 1e-4) within each group of answers to one query,
 * with the sample's sd (Shao et al. 2024, 4.1.2). The groups follow each other.
 */
export function groupAdvantages(
  scores: readonly number[],
  groupSize: number,
): number[] {
  return scores.map((score, i) => {
    const first = i - (i % groupSize);
    const group = scores.slice(first, first + groupSize);
    const mean = average(group);
    const squares = group.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return (score - mean) / (Math.sqrt(squares / (groupSize - 1)) + 1e-4);
  });
}

/** All inner epochs over one round. @returns means over the minibatches */
export function learnFromGroups(
  settings: GroupSettings,
  samples: readonly GroupSample[],
  rate: number,
  rng: Rng,
) {
  const { epochs, minibatchSize } = settings;
  const updates: { loss: number; clipfrac: number }[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const deck = rng.shuffle(samples);
    for (let i = 0; i + minibatchSize <= deck.length; i += minibatchSize) {
      const minibatch = deck.slice(i, i + minibatchSize);
      updates.push(update(settings, minibatch, rate));
    }
  }
  return {
    loss: average(updates.map((u) => u.loss)),
    clipfrac: average(updates.map((u) => u.clipfrac)),
  };
}

function update(
  { policy, optimizer, cliprange, klCoef }: GroupSettings,
  samples: readonly GroupSample[],
  rate: number,
) {
  const place = (of: (sample: GroupSample) => number[]) =>
    spread(samples, samples.map(of));
  const [tokens] = answerShards(samples, 1);
  const { batch, mask, count } = tokens!;
  const targets: PolicyTargets = {
    ...{ mask, count, cliprange },
    logprobs: place((s) => s.logprobs),
    advantages: place((s) => s.logprobs.map(() => s.advantage)),
  };
  const reference = place((s) => s.refLogprobs);
  let clipped = NaN;
  const { loss } = minimize(optimizer, rate, () => {
    const logprobs = tokenLogprobs(policy, batch);
    const result = policyLoss(logprobs, targets);
    clipped = result.clipped.dataSync()[0]!;
    const distance = maskedMean(k3(logprobs, reference, mask), mask);
    return result.loss.add(distance.mul(klCoef));
  });
  return { loss, clipfrac: clipped / count };
}

/**
 * An estimate of KL(pi, ref) per token that is never negative: with
 * d = log ref - log pi it is e^d - d - 1 (Schulman 2020). All [N]
 */
export function k3(
  logprobs: tf.Tensor1D,
  refLogprobs: Float32Array,
  mask: Float32Array,
): tf.Tensor1D {
  const d = tf.tensor1d(refLogprobs).sub(logprobs).mul(tf.tensor1d(mask));
  return d.exp().sub(d).sub(1);
}
