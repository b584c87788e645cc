/**
 * One round of experience: the policy answers, is scored, and every token of
 * its answers gets a reward and an advantage. Plain numbers, no tensors.
 */
import { average, gae, returnsOf, tokenRewards } from "./advantages.ts";
import { assert } from "./base/assert.ts";
import { type QueryResponse, hasEnded } from "./query-response.ts";
import { generateTogether } from "./workers/generate-together.ts";
import type { GPT } from "./gpt.ts";
import type { ScalarModel } from "./heads.ts";
import { tokenLogprobs } from "./logprobs.ts";
import { readTogether } from "./workers/read-together.ts";
import type { Rng } from "./random.ts";
import { readBack } from "./read-back.ts";
import { collect, queryResponseBatch, inputsOf } from "./token-batch.ts";

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
  // Other workers, if there are any, read for 3 while this one judges.
  const batch = queryResponseBatch(queryResponses);
  const reference = readTogether("logprobs", refPolicy, batch);
  const expected = readTogether("values", valueModel, inputsOf(batch));
  const read = readPolicy(policy, queryResponses);
  // 2. The reward model judges: one score per answer.
  const judged = await options.scoreFn(queryResponses);
  checkScores(judged, queryResponses.length);
  const scores = queryResponses.map(({ response }, i) =>
    hasEnded(response) ? judged[i]! : options.noEndScore,
  );
  // 3. How likely was each token, now and under the reference policy?
  const { logprobs, entropy } = await read();
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

/**
 * From one reading: log p of each response token, and how open it was.
 * @returns to be called for the numbers, as of readTogether()
 */
export function readPolicy(
  policy: GPT,
  queryResponses: readonly QueryResponse[],
) {
  const batch = queryResponseBatch(queryResponses);
  const numbers = readTogether("logprobsAndEntropy", policy, batch);
  const width = batch.T - 1;
  return async () => {
    const both = await numbers(); // [B, 2, T-1]
    const each = (which: 0 | 1) =>
      queryResponses.map(({ query, response }, b) => {
        const start = (2 * b + which) * width + query.length - 1;
        return Array.from(both.subarray(start, start + response.length));
      });
    return { logprobs: each(0), entropy: each(1) };
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
