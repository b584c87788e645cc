/**
 * One round of experience: the policy answers, is scored, and every token of
 * its answers gets a reward and an advantage. Plain numbers, no tensors.
 */
import * as tf from "@tensorflow/tfjs";
import { average, gae, returnsOf, tokenRewards } from "./advantages.ts";
import { assert } from "./base/assert.ts";
import { type QueryResponse, hasEnded } from "./query-response.ts";
import { generateTogether } from "./workers/generate-together.ts";
import { type GPT, logits } from "./gpt.ts";
import type { ScalarModel } from "./heads.ts";
import { entropyOf, tokenLogprobs } from "./logprobs.ts";
import { offload } from "./workers/offload.ts";
import type { Rng } from "./random.ts";
import { readBack } from "./read-back.ts";
import { logprobOf } from "./tensor.ts";
import { collect, queryResponseBatch, inputsOf } from "./token-batch.ts";
import { targetsOf } from "./token-batch.ts";

/** Judges answers; any function will do: a reward model, a rule, a reader. */
export type ScoreFn = (
  queryResponses: readonly QueryResponse[],
) => number[] | Promise<number[]>;

/** One answer and all that PPO needs to know of it, a number per token. */
export interface Episode extends QueryResponse {
  score: number;
  logprobs: number[];
  refLogprobs: number[];
  values: number[];
  rewards: number[];
  advantages: number[];
  returns: number[];
  entropy: number[];
}

export interface RolloutOptions {
  policy: GPT;
  /** the SFT model, frozen: the KL penalty's anchor */
  refPolicy: GPT;
  valueModel: ScalarModel;
  scoreFn: ScoreFn;
  queries: readonly (readonly number[])[];
  rng: Rng;
  klCoef: number;
  gamma: number;
  lam: number;
  maxNewTokens: number;
  /** the score of an answer that did not come to its end */
  noEndScore: number;
}

export async function rollout(options: RolloutOptions): Promise<Episode[]> {
  const { policy, refPolicy, valueModel, queries, rng } = options;
  // 1. The policy answers, at temperature 1.
  const sampling = { rng, maxNewTokens: options.maxNewTokens };
  const responses = await generateTogether(policy, queries, sampling);
  const queryResponses = queries.map((query, i) => {
    return { query, response: responses[i]! };
  });
  // A second worker, if there is one, reads for 3 while this one judges.
  const batch = queryResponseBatch(queryResponses);
  const reference = offload("logprobs", refPolicy, batch);
  const expected = offload("values", valueModel, inputsOf(batch));
  // 2. The reward model judges: one score per answer.
  const judged = await options.scoreFn(queryResponses);
  checkScores(judged, queryResponses.length);
  const scores = queryResponses.map(({ response }, i) =>
    hasEnded(response) ? judged[i]! : options.noEndScore,
  );
  // 3. How likely was each token, now and under the reference policy?
  const { logprobs, entropy } = policyNumbers(policy, queryResponses);
  const refLogprobs = collect(queryResponses, await reference());
  const values = collect(queryResponses, await expected());
  // 4. Every token pays for drift; the last one earns the score.
  // 5. Advantages and returns.
  return queryResponses.map((queryResponse, i) => {
    const rewards = tokenRewards(
      logprobs[i]!,
      refLogprobs[i]!,
      scores[i]!,
      options.klCoef,
    );
    const advantages = gae(rewards, values[i]!, options.gamma, options.lam);
    return {
      ...queryResponse,
      score: scores[i]!,
      logprobs: logprobs[i]!,
      refLogprobs: refLogprobs[i]!,
      values: values[i]!,
      entropy: entropy[i]!,
      rewards,
      advantages,
      returns: returnsOf(advantages, values[i]!),
    };
  });
}

/** Throws an InputError unless there is a finite score for each response. */
export function checkScores(scores: readonly number[], count: number): void {
  const given = Array.isArray(scores) ? scores : [];
  const wrong = given.findIndex((score) => !Number.isFinite(score));
  assert(
    given.length === count && wrong < 0,
    `scoreFn gives one finite number per response: expected ${count}, got ` +
      `${given.length || "none"}` +
      (wrong < 0 ? "." : ` with ${given[wrong]} among them.`),
  );
}

/** log p of every response token, one list per response. */
export function responseLogprobs(
  gpt: GPT,
  queryResponses: readonly QueryResponse[],
): number[][] {
  const batch = queryResponseBatch(queryResponses);
  return collect(
    queryResponses,
    readBack(() => tokenLogprobs(gpt, batch)),
  );
}

/** From one reading: log p of each response token, and how open it was. */
export function policyNumbers(
  policy: GPT,
  queryResponses: readonly QueryResponse[],
) {
  const batch = queryResponseBatch(queryResponses);
  const targets = targetsOf(batch).ids;
  const both = readBack(() => {
    const scores = logits(policy, inputsOf(batch));
    const ids = tf.tensor1d(targets, "int32");
    return tf.concat([logprobOf(scores, ids), entropyOf(scores)]);
  });
  return {
    logprobs: collect(queryResponses, both.subarray(0, targets.length)),
    entropy: collect(queryResponses, both.subarray(targets.length)),
  };
}

/** Per answer, the sum over its tokens of log pi - log ref; their mean. */
export function meanKl(
  episodes: readonly Pick<Episode, "logprobs" | "refLogprobs">[],
): number {
  return average(
    episodes.map(({ logprobs, refLogprobs }) =>
      logprobs.reduce((sum, logprob, t) => sum + logprob - refLogprobs[t]!, 0),
    ),
  );
}
