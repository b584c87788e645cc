/**
 * The losses of the trainers, each a function of a model and of plain data: so
 * that a shard of a batch can be sent to another worker by its loss's name.
 *
 * A loss divides by what there is in the whole batch, not in its shard: the
 * sum over the shards is the batch's. `sums` are numbers to watch, which add
 * up over the shards too.
 */
import type * as tf from "@tensorflow/tfjs";
import * as fusedPpo from "./engine/fused-ppo.ts";
import { engineRuns } from "./engine/heap.ts";
import type { QueryResponse } from "./query-response.ts";
import { type GPT, logits } from "./gpt.ts";
import { groupLoss, type GroupTargets } from "./group-loss.ts";
import { responseScores, type ScalarModel, tokenValues } from "./heads.ts";
import { crossEntropy, klTo, maskedMean, tokenLogprobs } from "./logprobs.ts";
import { allPairs, pairLoss, pairsInOrder } from "./pair-loss.ts";
import { answerLogprobs } from "./preferences.ts";
import { type Judged, ktoLoss, preferenceLosses } from "./preference-losses.ts";
import type { PreferenceName } from "./preference-losses.ts";
import type { PreferenceSettings } from "./preference-losses.ts";
import * as plainPpo from "./ppo-loss.ts";
import type { TokenShard } from "./workers/shards.ts";
import { inputsOf, type TokenBatch } from "./token-batch.ts";

/** Ranked answers, those of a prompt after each other, best first. */
export interface PairShard {
  queryResponses: QueryResponse[];
  /** how many answers each prompt has */
  answers: number[];
  /** how many prompts there are in the whole batch */
  prompts: number;
}

/** Answers of a rollout; the numbers are one per token, laid as the mask. */
export interface PolicyShard extends TokenShard {
  logprobs: Float32Array;
  advantages: Float32Array;
  cliprange: number;
  /** PPO-ptx: texts to go on predicting, and the weight of that */
  mix?: { coef: number; texts: TokenShard };
}

/** Answers of groups. */
export interface GroupShard extends GroupTargets {
  batch: TokenBatch;
}

/** Ranked answers, how likely the reference finds each, and the loss. */
export interface PreferenceShard extends PairShard {
  name: PreferenceName;
  /** [answers] */
  reference: Float32Array;
  settings: PreferenceSettings;
}

/** Answers that were judged one by one. */
export interface JudgedShard extends Judged {
  queryResponses: QueryResponse[];
}

/** The student's answers, and what the teacher would have said there. */
export interface DistillationShard extends TokenShard {
  /** log p of every token at every place, [B * (T-1) * V] */
  teacher: Float32Array;
}

export interface ValueShard extends TokenShard {
  values: Float32Array;
  returns: Float32Array;
  cliprange: number;
}

/** The engine computes the same bits in fewer operations. */
const ppo = () => (engineRuns() ? fusedPpo : plainPpo);

export const losses = {
  crossEntropy(model: GPT, { batch, mask, count }: TokenShard) {
    return { loss: crossEntropy(model, batch, mask, count), sums: {} };
  },

  pairs(model: ScalarModel, { queryResponses, answers, prompts }: PairShard) {
    const scores = responseScores(model, queryResponses);
    const loss = pairLoss(scores, allPairs(answers, prompts));
    return { loss, sums: pairsInOrder(scores.dataSync(), answers) };
  },

  policy(model: GPT, shard: PolicyShard) {
    const { loss, ...watched } = ppo().policyLoss(
      tokenLogprobs(model, shard.batch),
      shard,
    );
    const sums = { ...numbers({ pgLoss: loss, ...watched }), ptxLoss: 0 };
    if (!shard.mix) return { loss, sums };
    const { batch, mask, count } = shard.mix.texts;
    const ptxLoss = crossEntropy(model, batch, mask, count);
    return {
      loss: loss.add<tf.Scalar>(ptxLoss.mul(shard.mix.coef)),
      sums: { ...sums, ...numbers({ ptxLoss }) },
    };
  },

  groups(model: GPT, shard: GroupShard) {
    const { loss, ...watched } = groupLoss(
      tokenLogprobs(model, shard.batch),
      shard,
    );
    return { loss, sums: numbers(watched) };
  },

  /** One of those of preference-losses.ts. */
  preferences(model: GPT, shard: PreferenceShard) {
    const { name, queryResponses, answers, prompts, settings } = shard;
    const { loss, scores } = preferenceLosses[name](
      {
        logprobs: answerLogprobs(model, queryResponses),
        reference: shard.reference,
        lengths: Float32Array.from(queryResponses, (x) => x.response.length),
      },
      allPairs(answers, prompts),
      settings,
    );
    return { loss, sums: pairsInOrder(scores.dataSync(), answers) };
  },

  /** KTO. */
  judged(model: GPT, shard: JudgedShard) {
    const logprobs = answerLogprobs(model, shard.queryResponses);
    const numbers = logprobs.dataSync();
    const gains = Array.from(shard.sign, (sign, i) => {
      return sign * (numbers[i]! - shard.reference[i]! - shard.baseline);
    });
    const right = gains.filter((gain) => gain > 0).length;
    return { loss: ktoLoss(logprobs, shard), sums: { right } };
  },

  distillation(model: GPT, shard: DistillationShard) {
    const perToken = klTo(logits(model, inputsOf(shard.batch)), shard.teacher);
    return { loss: maskedMean(perToken, shard.mask, shard.count), sums: {} };
  },

  value(model: ScalarModel, shard: ValueShard) {
    const values = tokenValues(model, inputsOf(shard.batch));
    return { loss: ppo().valueLoss(values, shard), sums: {} };
  },
};

export type LossName = keyof typeof losses;
type Loss<Name extends LossName> = (typeof losses)[Name];
export type ModelOf<Name extends LossName> = Parameters<Loss<Name>>[0];
export type ShardOf<Name extends LossName> = Parameters<Loss<Name>>[1];
export type SumsOf<Name extends LossName> = ReturnType<Loss<Name>>["sums"];

function numbers<Name extends string>(scalars: Record<Name, tf.Scalar>) {
  const entries = Object.entries<tf.Scalar>(scalars);
  return Object.fromEntries(
    entries.map(([name, scalar]) => [name, scalar.dataSync()[0]!]),
  ) as Record<Name, number>;
}
