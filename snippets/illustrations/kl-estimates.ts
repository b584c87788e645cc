/**
 * The KL divergence of two distributions over a few words, and three ways to
 * estimate it from samples (Schulman 2020): how far each is off, and how noisy.
 */
import * as tf from "@tensorflow/tfjs";
import { average } from "../advantages.ts";
import { exp, log } from "../base/exact-math.ts";
import { k3 } from "../group-loss.ts";
import { createRng } from "../random.ts";
import { readBack } from "../read-back.ts";
import { meanKl } from "../rollout.ts";

/** The three, as Schulman calls them. */
export const NAMES = ["k1", "k2", "k3"] as const;

/** One list of numbers for each of the three estimators. */
export type Estimates = Record<(typeof NAMES)[number], number[]>;

/** How a policy leaves its reference. */
export interface Leave {
  /** added to the logit of one word; `word` counts from 0 */
  push: number;
  word: number;
  /** all logits are divided by it */
  temperature: number;
}

/** The reference's distribution, pushed and heated. reference [W] -> [W] */
export function leftPolicy(
  reference: readonly number[],
  { push, word, temperature }: Leave,
): number[] {
  const weights = reference.map((p, w) =>
    exp((log(p) + (w === word ? push : 0)) / temperature),
  );
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}

/**
 * What each estimator says when a word is drawn, one number per word: k1 as
 * PPO reports it, k3 as GRPO charges it, k2 half the square of k1.
 * policy, reference [W], probabilities above 0
 */
export function klEstimates(
  policy: readonly number[],
  reference: readonly number[],
): Estimates {
  const logs = policy.map(log);
  const refLogs = reference.map(log);
  const drift = logs.map((logprob, w) =>
    meanKl([{ logprobs: [logprob], refLogprobs: [refLogs[w]!] }]),
  );
  const all = new Float32Array(logs.length).fill(1);
  const never = readBack(() =>
    k3(tf.tensor1d(logs), new Float32Array(refLogs), all),
  );
  return { k1: drift, k2: drift.map((k) => k ** 2 / 2), k3: [...never] };
}

/** Mean and standard deviation of a number that each word has. */
export interface Moments {
  mean: number;
  sd: number;
}

/** Over infinitely many draws from the policy: no sampling needed. */
export function moments(
  policy: readonly number[],
  ofWord: readonly number[],
): Moments {
  const expected = (f: (k: number) => number) =>
    policy.reduce((sum, p, w) => sum + p * f(ofWord[w]!), 0);
  const mean = expected((k) => k);
  return { mean, sd: Math.sqrt(expected((k) => (k - mean) ** 2)) };
}

/** What k1 has on average: the KL divergence itself, in nats. */
export function exactKl(
  policy: readonly number[],
  reference: readonly number[],
): number {
  return moments(policy, klEstimates(policy, reference).k1).mean;
}

/** How many batches are drawn. */
const BATCHES = 300;

/** The mean of each estimator over each of 300 batches, of the same draws. */
export function batchMeans(
  estimates: Estimates,
  policy: readonly number[],
  { size, seed }: { size: number; seed: number },
): Estimates {
  const rng = createRng(seed);
  const means: Estimates = { k1: [], k2: [], k3: [] };
  for (let i = 0; i < BATCHES; i++) {
    const words = Array.from({ length: size }, () => rng.weighted(policy));
    for (const name of NAMES) {
      means[name].push(average(words.map((w) => estimates[name][w]!)));
    }
  }
  return means;
}
