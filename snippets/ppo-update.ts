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
  halves,
  textShards,
} from "./workers/shards.ts";
import { spread } from "./token-batch.ts";
import { trainStep } from "./train-step.ts";

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

async function updatePolicy(
  { policy, optimizer, cliprange, ptx }: UpdateSettings,
  episodes: readonly Episode[],
  rate: number,
) {
  const tokens = answerShards(episodes);
  const mixed = ptx?.rows(optimizer.updates + 1);
  const texts = mixed ? textShards(mixed, tokens.length) : [];
  const shards = halves(episodes).map((part, i): PolicyShard => ({
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
  const { sums } = await trainStep(optimizer, rate, policy, "policy", shards);
  const count = countTokens(episodes);
  return {
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
  const shards = halves(episodes).map((part, i): ValueShard => ({
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
