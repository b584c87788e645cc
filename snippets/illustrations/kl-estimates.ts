/**
 * The KL divergence of two distributions over a few words, and three ways to
 * estimate it from samples (Schulman 2020): how far each is off, and how noisy.
 */
import * as tf from "@tensorflow/tfjs";
import { average } from "../advantages.ts";
import { k3 } from "../grpo-update.ts";
import { readBack } from "../read-back.ts";
import { meanKl } from "../rollout.ts";
import { spoken } from "./number-words.ts";

const NAMES = ["k1", "k2", "k3"] as const;

/** One list of numbers for each of the three estimators. */
export type Estimates = Record<(typeof NAMES)[number], number[]>;

/**
 * What each estimator says when a word is drawn, one number per word: k1 as
 * PPO reports it, k3 as GRPO charges it, k2 half the square of k1.
 * policy, reference [W], probabilities above 0
 */
export function klEstimates(
  policy: readonly number[],
  reference: readonly number[],
): Estimates {
  const logs = policy.map(Math.log);
  const refLogs = reference.map(Math.log);
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
  drawWord: () => number,
  batchSize: number,
): Estimates {
  const means: Estimates = { k1: [], k2: [], k3: [] };
  for (let i = 0; i < BATCHES; i++) {
    const words = Array.from({ length: batchSize }, drawWord);
    for (const name of NAMES) {
      means[name].push(average(words.map((w) => estimates[name][w]!)));
    }
  }
  return means;
}

/** Where the histogram begins and ends, and how wide a bin is, in nats. */
const [LOW, HIGH, BIN] = [-1, 2, 0.1];

/** The middle of a bin, and its share. */
type Bin = [number, number];

/** The share of the numbers in each bin; beyond the ends counts as the end. */
export function histogram(numbers: readonly number[]): Bin[] {
  const shares = new Array<number>(Math.round((HIGH - LOW) / BIN)).fill(0);
  for (const x of numbers) {
    const bin = Math.floor((x - LOW) / BIN);
    shares[Math.max(0, Math.min(shares.length - 1, bin))]! += 1;
  }
  return shares.map((count, i) => [
    LOW + (i + 0.5) * BIN,
    count / numbers.length,
  ]);
}

/** From the first bin that has a share to the last, and one beyond each. */
function trimmed(numbers: readonly number[]): Bin[] {
  const bins = histogram(numbers);
  const hasShare = ([, share]: Bin) => share > 0;
  const first = bins.findIndex(hasShare);
  const last = bins.findLastIndex(hasShare);
  return bins.slice(Math.max(0, first - 1), last + 2);
}

/** Both distributions side by side, for barChart. */
export function klBars(
  words: readonly string[],
  policy: readonly number[],
  reference: readonly number[],
) {
  const bars = (group: string, p: readonly number[]) =>
    words.map((name, w) => ({ name, group, value: p[w]! }));
  return {
    y: "probability",
    yDomain: [0, 1] as [number, number],
    bars: [...bars("policy", policy), ...bars("reference", reference)],
  };
}

/** Where the batches' means lie around the exact KL, for lineChart. */
export function klHistogram(
  policy: readonly number[],
  reference: readonly number[],
  means: Estimates,
) {
  const exact = exactKl(policy, reference);
  return {
    ...{ x: "mean of a batch, nats", y: "share of 300 batches" },
    xDomain: [LOW, HIGH] as [number, number],
    yDomain: [0, 1] as [number, number],
    series: [
      // k2 and k3 often lie on each other: both are to be seen.
      ...NAMES.map((name) => {
        return { name, points: trimmed(means[name]), dashed: name === "k3" };
      }),
      {
        name: "exact KL",
        points: [[exact, 0]] as Bin[],
        mark: "dots" as const,
      },
    ],
    lines: [{ x: exact, label: "" }],
  };
}

/**
 * One row per estimator: the mean of all its samples, its bias, and the
 * variance of a single sample.
 */
export function klTable(
  policy: readonly number[],
  reference: readonly number[],
  means: Estimates,
) {
  const estimates = klEstimates(policy, reference);
  const exact = exactKl(policy, reference);
  return NAMES.map((estimator) => {
    const { mean, sd } = moments(policy, estimates[estimator]);
    return {
      estimator,
      mean: average(means[estimator]),
      bias: roundOff(mean - exact),
      variance: sd ** 2,
    };
  });
}

/** k3 is computed in single precision: what is off by less is not off. */
function roundOff(bias: number): number {
  return Math.abs(bias) < 1e-6 ? 0 : bias;
}

/** What the estimators are worth here: bias, noise, and batches below 0. */
export function klWords(
  policy: readonly number[],
  reference: readonly number[],
  means: Estimates,
): string {
  const estimates = klEstimates(policy, reference);
  const [one, two, three] = NAMES.map((name) =>
    moments(policy, estimates[name]),
  ) as [Moments, Moments, Moments];
  const exact = one.mean;
  if (exact < 1e-9) return "Both say the same: the KL is 0, and so is each k.";
  const below = average(means.k1.map((mean) => Number(mean < 0)));
  const words = [
    `The exact KL is ${spoken(exact)} nats. k1 is below 0 in ` +
      `${percent(below)} of the batches.`,
  ];
  const off = two.mean / exact - 1;
  if (Math.abs(off) > 0.2) {
    const side = off > 0 ? "high" : "low";
    words.push(`k2 is biased: ${percent(Math.abs(off))} too ${side}.`);
  }
  if (three.sd > one.sd) {
    const u = Math.max(...policy.map((p, w) => reference[w]! / p));
    words.push(
      "k3 is the noisiest: the reference often says a word that the policy " +
        `hardly says, with u = ${spoken(u)}, and few samples ever meet it.`,
    );
  }
  return words.join(" ");
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
