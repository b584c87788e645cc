/**
 * Answers so few that all of them can be listed, and the best policy for every
 * price of drift written down: pi* = ref exp(r / beta) / Z (Rafailov et al.
 * 2023, eq. 4). No policy earns more at the same KL, and what training finds
 * can be held against it, without any sampling.
 */
import { assert } from "../base/assert.ts";
import { exp, log } from "../base/exact-math.ts";
import type { GPT } from "../gpt.ts";
import type { Rng } from "../random.ts";
import { responseLogprobs } from "../rollout.ts";
import { END } from "../tokenizer.ts";

/** All answers to one query: how likely the reference is to give each. */
export interface AnswerSpace {
  query: readonly number[];
  answers: readonly (readonly number[])[];
  reference: readonly number[];
  rewards: readonly number[];
}

/** Where a policy is: what it earns, and how far it is from the reference. */
export interface Place {
  reward: number;
  /** KL(policy, reference) per answer, in nats */
  kl: number;
}

/** Every answer that generate() can write: up to its end, or cut off. */
export function allAnswers(vocabSize: number, maxNewTokens: number) {
  const tokens = Array.from({ length: vocabSize }, (_, token) => token);
  assert(
    vocabSize ** maxNewTokens <= 20_000,
    `Answers can be listed up to 20000 of them, got about ` +
      `${vocabSize ** maxNewTokens}. Take fewer words or shorter answers.`,
  );
  const done: number[][] = [];
  let open: number[][] = [[]];
  for (let length = 1; length <= maxNewTokens; length++) {
    const longer = open.flatMap((answer) => tokens.map((t) => [...answer, t]));
    done.push(...longer.filter((answer) => answer.at(-1) === END));
    open = longer.filter((answer) => answer.at(-1) !== END);
  }
  return [...done, ...open];
}

/** How likely a model is to give each answer; together 1, to rounding. */
export function answerDistribution(
  gpt: GPT,
  query: readonly number[],
  answers: readonly (readonly number[])[],
): number[] {
  const pairs = answers.map((response) => ({ query, response }));
  return responseLogprobs(gpt, pairs).map((logprobs) =>
    exp(logprobs.reduce((sum, logprob) => sum + logprob, 0)),
  );
}

/** All answers of up to three tokens, with rewards N(0, 1) drawn for each. */
export function randomSpace(
  gpt: GPT,
  query: readonly number[],
  rng: Rng,
): AnswerSpace {
  const answers = allAnswers(gpt.config.vocabSize, 3);
  return {
    ...{ query, answers },
    reference: answerDistribution(gpt, query, answers),
    rewards: answers.map(() => rng.normal()),
  };
}

/** The likeliest answers of a policy, as rows of a table. */
export function favourites(
  { answers, reference, rewards }: AnswerSpace,
  policy: readonly number[],
  count: number,
) {
  const order = answers
    .map((_, i) => i)
    .sort((a, b) => policy[b]! - policy[a]!);
  return order.slice(0, count).map((i) => ({
    tokens: answers[i]!.join(" "),
    reward: rewards[i]!,
    reference: reference[i]!,
    policy: policy[i]!,
  }));
}

/** The best policy at the price klCoef. */
export function bestPolicy(
  { reference, rewards }: AnswerSpace,
  klCoef: number,
): number[] {
  const top = Math.max(...rewards); // so that exp can't overflow
  const tilted = reference.map((p, i) => p * exp((rewards[i]! - top) / klCoef));
  const Z = sum(tilted);
  return tilted.map((p) => p / Z);
}

/**
 * What best of n samples gives: the answer that earns most of n draws from the
 * reference; of equally good ones, each in proportion to the reference.
 */
export function bestOfNPolicy(
  { reference, rewards }: AnswerSpace,
  n: number,
): number[] {
  const total = sum(reference);
  return reference.map((p, i) => {
    const share = (keep: (reward: number) => boolean) =>
      sum(reference.filter((_, j) => keep(rewards[j]!))) / total;
    const below = share((reward) => reward < rewards[i]!);
    const upTo = share((reward) => reward <= rewards[i]!);
    const likely = upTo ** n - below ** n;
    return (likely * p) / (total * (upTo - below));
  });
}

/** The means over the queries. */
export function placeOf(
  spaces: readonly AnswerSpace[],
  policyOf: (space: AnswerSpace) => readonly number[],
): Place {
  const places = spaces.map((space) => {
    const policy = policyOf(space);
    const drift = policy.map((p, i) =>
      p > 0 ? p * (log(p) - log(space.reference[i]!)) : 0,
    );
    const earned = policy.map((p, i) => p * space.rewards[i]!);
    return { reward: sum(earned), kl: sum(drift) };
  });
  return {
    reward: sum(places.map(({ reward }) => reward)) / spaces.length,
    kl: sum(places.map(({ kl }) => kl)) / spaces.length,
  };
}

/** The most that any policy earns at a drift, found by halving beta's range. */
export function bestRewardAt(spaces: readonly AnswerSpace[], kl: number) {
  let [near, far] = [-12, 12]; // log beta
  for (let halving = 0; halving < 60; halving++) {
    const middle = (near + far) / 2;
    const place = placeOf(spaces, (space) => bestPolicy(space, exp(middle)));
    if (place.kl > kl) near = middle;
    else far = middle;
  }
  return placeOf(spaces, (space) => bestPolicy(space, exp(far))).reward;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
