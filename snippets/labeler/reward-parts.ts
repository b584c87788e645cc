/**
 * The reward of one answer, part by part: what the crew says of it within its
 * tone, and what the reader's cards said of each of its features.
 */
import { assert } from "../base/assert.ts";
import type { FeatureScorer } from "./deck.ts";
import type { Taste } from "./fit-taste.ts";
import { dot } from "./softmax-regression.ts";

/** How much the reader's taste counts beside the crew's judgement. */
export const LAMBDA = 0.5;

export interface Explanation {
  /** the crew's score, what is left without the tones */
  crew: number;
  /** the reader's part, feature by feature; they add up to total - crew */
  parts: { name: string; value: number }[];
  total: number;
}

/** @returns what gives an answer's features, [features], their reward */
export function rewardParts(
  scorer: FeatureScorer,
  taste: Taste,
  lambda = LAMBDA,
): (features: readonly number[]) => Explanation {
  const { unit, weights } = readersPart(scorer, taste);
  const crewPlace = scorer.features.indexOf("crew");
  return (x) => {
    const parts = scorer.features.flatMap((name, i) => {
      const value = lambda * unit * weights[i]! * (x[i]! - scorer.means[i]!);
      return i === crewPlace ? [] : [{ name, value }];
    });
    const crew = x[crewPlace]!;
    const total = parts.reduce((sum, { value }) => sum + value, crew);
    return { crew, parts, total };
  };
}

/** The reader's weights, and what gives their sum a deviation of 1. */
export function readersPart(scorer: FeatureScorer, taste: Taste) {
  assert(
    taste.names.join() === scorer.features.join(),
    `The taste is about ${taste.names.join(", ")}, but the scorer knows ` +
      `${scorer.features.join(", ")}. Fit it on cards of the same deck.`,
  );
  const weights = taste.names.map((name, i) =>
    name === "crew" ? 0 : taste.weights[i]!,
  );
  const variance = dot(
    weights,
    scorer.covariances.map((row) => dot(row, weights)),
  );
  // no taste at all stays none, it is not blown up
  const unit = variance > 1e-4 ? 1 / Math.sqrt(variance) : 0;
  return { weights, unit };
}
