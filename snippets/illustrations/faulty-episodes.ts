/**
 * Experience with a fault in it: what silent-bugs.ts does to correct episodes.
 */
import * as tf from "@tensorflow/tfjs";
import { gae, returnsOf, tokenRewards } from "../advantages.ts";
import type { QueryResponse } from "../query-response.ts";
import { type GPT, logits } from "../gpt.ts";
import { type ScalarModel, tokenValues } from "../heads.ts";
import { readBack } from "../read-back.ts";
import { type Episode, responseLogprobs } from "../rollout.ts";
import type { RolloutOptions } from "../rollout.ts";
import { logprobOf } from "../tensor.ts";
import { collect, queryResponseBatch, inputsOf } from "../token-batch.ts";
import { targetsOf } from "../token-batch.ts";
import { PAD } from "../tokenizer.ts";

/** As if the answer had stopped one token earlier. */
export function withoutLastToken({
  query,
  response,
}: QueryResponse): QueryResponse {
  const shorter = Math.max(1, response.length - 1);
  return { query, response: response.slice(0, shorter) };
}

/** The score is moved from the last token's reward to the first one's. */
export function scoreFirst(episode: Episode, options: RolloutOptions): Episode {
  const rewards = [...episode.rewards];
  rewards[rewards.length - 1]! -= episode.score;
  rewards[0]! += episode.score;
  return withRewards(episode, rewards, options);
}

function withRewards(
  episode: Episode,
  rewards: number[],
  { gamma, lam }: RolloutOptions,
): Episode {
  const advantages = gae(rewards, episode.values, gamma, lam);
  const returns = returnsOf(advantages, episode.values);
  return { ...episode, rewards, advantages, returns };
}

/** Every number in its right neighbour's place. */
export function rotate(numbers: readonly number[]): number[] {
  return [...numbers.slice(-1), ...numbers.slice(0, -1)];
}

/** log p of every response token under softmax(logits / temperature). */
export function logprobsAtTemperature(
  gpt: GPT,
  queryResponses: readonly QueryResponse[],
  temperature: number,
): number[][] {
  const batch = queryResponseBatch(queryResponses);
  const flat = readBack(() => {
    const scores = logits(gpt, inputsOf(batch)).div<tf.Tensor2D>(temperature);
    return logprobOf(scores, tf.tensor1d(targetsOf(batch).ids, "int32"));
  });
  return collect(queryResponses, flat);
}

/** What the value function expects before each response token. */
function responseValues(
  model: ScalarModel,
  queryResponses: readonly QueryResponse[],
): number[][] {
  const inputs = inputsOf(queryResponseBatch(queryResponses));
  return collect(
    queryResponses,
    readBack(() => tokenValues(model, inputs)),
  );
}

/** All answers filled up to the same length, and treated as if it were real. */
export function withPadding(
  episodes: readonly Episode[],
  options: RolloutOptions,
): Episode[] {
  const longest = options.maxNewTokens;
  const padded = episodes.map(({ query, response }) => ({
    query,
    response: [
      ...response,
      ...new Array<number>(longest - response.length).fill(PAD),
    ],
  }));
  const logprobs = responseLogprobs(options.policy, padded);
  const refLogprobs = responseLogprobs(options.refPolicy, padded);
  const values = responseValues(options.valueModel, padded);
  return padded.map((queryResponse, i) => {
    const own = { logprobs: logprobs[i]!, refLogprobs: refLogprobs[i]! };
    const { score } = episodes[i]!;
    const rewards = tokenRewards(
      own.logprobs,
      own.refLogprobs,
      score,
      options.klCoef,
    );
    const entropy = own.logprobs.map((_, t) => episodes[i]!.entropy[t] ?? 0);
    const episode = { ...episodes[i]!, ...queryResponse, ...own, entropy };
    return withRewards({ ...episode, values: values[i]! }, rewards, options);
  });
}
