/**
 * What PPO learns from one rollout: a few passes over its answers in small
 * batches, each an update of the policy and one of the value function.
 */
import { average, whiten } from "./advantages.ts";
import type { GPT } from "./gpt.ts";
import type { ScalarModel } from "./heads.ts";
import type { PolicyShard, ValueShard } from "./losses.ts";
import type { AdamW } from "./optimizer.ts";
import type { Rng } from "./random.ts";
import type { Episode } from "./rollout.ts";
import {
  answerShards,
  countTokens,
  partsOf,
  textShards,
} from "./workers/shards.ts";
import { spread } from "./token-batch.ts";
import { trainStep } from "./train-step.ts";
import { minibatches } from "./training.ts";

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
  /** the policy's: pgLoss, and ptxLoss by its weight */
  loss: number;
  /** of the policy, before it was clipped to 1 */
  gradNorm: number;
  pgLoss: number;
  vfLoss: number;
  clipfrac: number;
  approxKl: number;
  firstRatio: number;
  /** pretraining loss on the mix, if there is one */
  ptxLoss?: number;
}

/** All inner epochs over one rollout. @returns means over the minibatches */
export async function learnFromRollout(
  settings: UpdateSettings,
  episodes: readonly Episode[],
  rates: { policy: number; value: number },
  rng: Rng,
): Promise<UpdateStats> {
  const { whitenAdvantages } = settings;
  const seen = whitenAdvantages ? withWhitening(episodes) : episodes;
  const updates = [];
  for (const minibatch of minibatches(seen, settings, rng)) {
    const [policy, vfLoss] = await Promise.all([
      updatePolicy(settings, minibatch, rates.policy),
      updateValues(settings, minibatch, rates.value),
    ]);
    updates.push({ ...policy, vfLoss });
  }
  return {
    loss: average(updates.map((u) => u.loss)),
    gradNorm: average(updates.map((u) => u.gradNorm)),
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

async function updatePolicy(
  { policy, optimizer, cliprange, ptx }: UpdateSettings,
  episodes: readonly Episode[],
  rate: number,
) {
  const tokens = answerShards(episodes);
  const mixed = ptx?.rows(optimizer.updates + 1);
  const texts = mixed ? textShards(mixed, tokens.length) : [];
  const shards = partsOf(episodes).map((part, i): PolicyShard => ({
    ...tokens[i]!,
    logprobs: spread(
      part,
      part.map((e) => e.logprobs),
    ),
    advantages: spread(
      part,
      part.map((e) => e.advantages),
    ),
    cliprange,
    mix: ptx && texts[i] && { coef: ptx.coef, texts: texts[i] },
  }));
  const step = trainStep(optimizer, rate, policy, "policy", shards);
  const { loss, gradNorm, sums } = await step;
  const count = countTokens(episodes);
  return {
    loss,
    gradNorm,
    pgLoss: sums.pgLoss,
    ratio: sums.ratio / count,
    clipfrac: sums.clipped / count,
    approxKl: sums.drift / count,
    ptxLoss: sums.ptxLoss,
  };
}

async function updateValues(
  { valueModel, valueOptimizer, cliprangeValue }: UpdateSettings,
  episodes: readonly Episode[],
  rate: number,
): Promise<number> {
  const tokens = answerShards(episodes);
  const shards = partsOf(episodes).map((part, i): ValueShard => ({
    ...tokens[i]!,
    values: spread(
      part,
      part.map((e) => e.values),
    ),
    returns: spread(
      part,
      part.map((e) => e.returns),
    ),
    cliprange: cliprangeValue,
  }));
  const step = trainStep(valueOptimizer, rate, valueModel, "value", shards);
  return (await step).loss;
}
