/**
 * What a dozen ranked cards say about a taste: a weight per feature, and how
 * sure that is.
 *
 * A pair of answers is a Bradley-Terry comparison on the difference of their
 * features, with lapses: whoever ranks errs now and then whatever they see
 * (Wichmann & Hill 2001). The weights are those most probable after the cards
 * (MAP), found by Newton's method; the curvature there gives their covariance
 * (Laplace's approximation; Bishop 2006, 4.5). A ranking of K answers has
 * K (K-1) / 2 pairs but about K - 1 independent choices: a pair counts 2 / K.
 */
import { assert } from "../base/assert.ts";
import { inverseOf } from "./cholesky.ts";
import { minimise } from "./newton.ts";
import { againstMeanTone, tasteObjective } from "./taste-objective.ts";
import { dot } from "./softmax-regression.ts";
import { type Judged, sigmoid, tastePairs } from "./taste-pairs.ts";

export type { Judged } from "./taste-pairs.ts";

/** Numbers only, so that it can be kept as JSON. */
export interface Taste {
  names: readonly string[];
  /** in nats: how much a feature changes the log-odds of being preferred;
   * tones against the mean of all tones, as their shares add up to one */
  weights: readonly number[];
  /** one standard deviation of each weight */
  deviations: readonly number[];
  /** [features][features] */
  covariance: readonly (readonly number[])[];
  /** the same deviations before any card */
  priorDeviations: readonly number[];
}

export interface FitOptions {
  /** the features' names, in order */
  names: readonly string[];
  /** of every weight but the crew's, around 0; the crew's is N(1, 1) */
  priorDeviation?: number;
  /** the share of judgements that are made by tossing a coin */
  lapse?: number;
}

/** The taste that is most probable after these cards; of none, the prior. */
export function fitTaste(
  judged: readonly Judged[],
  { names, priorDeviation = Math.sqrt(10), lapse = 0.05 }: FitOptions,
): Taste {
  assert(
    priorDeviation > 0 && lapse >= 0 && lapse < 1,
    `A priorDeviation is above 0 and a lapse in [0, 1), got ` +
      `${priorDeviation} and ${lapse}.`,
  );
  const pairs = judged.flatMap((card) => tastePairs(card, names.length));
  const means = names.map((name) => (name === "crew" ? 1 : 0));
  const spreads = names.map((name) => (name === "crew" ? 1 : priorDeviation));
  const objective = tasteObjective(pairs, means, spreads, lapse);
  const weights = minimise(objective, means);
  const covariance = inverseOf(objective(weights).curvature);
  const prior = spreads.map((spread, i) =>
    spreads.map((_, j) => (i === j ? spread ** 2 : 0)),
  );
  const centred = againstMeanTone(covariance, names);
  return {
    names,
    weights,
    covariance: centred,
    deviations: roots(centred),
    priorDeviations: roots(againstMeanTone(prior, names)),
  };
}

/** How much this taste likes an answer with these features, in nats. */
export function tasteValue(taste: Taste, features: readonly number[]): number {
  return dot(taste.weights, features);
}

/** The rank that it gives each answer: 1 is the best. [K][features] -> [K] */
export function predictRanks(
  taste: Taste,
  features: readonly (readonly number[])[],
): number[] {
  const values = features.map((x) => tasteValue(taste, x));
  return values.map(
    (value) => 1 + values.filter((other) => other > value).length,
  );
}

/**
 * The chance that this labeler puts a before b. How uncertain the weights are
 * draws it towards one half (MacKay 1992, the moderated output).
 */
export function chanceBetter(
  taste: Taste,
  a: readonly number[],
  b: readonly number[],
): number {
  const gap = a.map((x, i) => x - b[i]!);
  const mean = dot(taste.weights, gap);
  const variance = dot(
    gap,
    taste.covariance.map((row) => dot(row, gap)),
  );
  return sigmoid(mean / Math.sqrt(1 + (Math.PI * variance) / 8));
}

/**
 * The features that the cards never decided: after them, a weight is nearly
 * as uncertain as it was before.
 * @param share of the prior's deviation
 */
export function undecided(taste: Taste, share = 0.8): string[] {
  return taste.names.filter(
    (_, i) => taste.deviations[i]! > share * taste.priorDeviations[i]!,
  );
}

function roots(matrix: readonly (readonly number[])[]): number[] {
  return matrix.map((row, i) => Math.sqrt(row[i]!));
}
