/**
 * The reward that carries a reader's taste: the crew's judgement within a
 * tone, plus what the reader's cards said.
 *
 * The crew's reward model stays as it is. What the reader adds is a handful of
 * weights, put into the crew's unit: standard deviation 1 over answers of the
 * SFT model, times lambda.
 */
import { assert } from "../base/assert.ts";
import type { QueryResponse } from "../query-response.ts";
import type { ScoreFn } from "../rollout.ts";
import type { FeatureScorer } from "./deck.ts";
import type { Taste } from "./fit-taste.ts";
import { readAnswers, type Readers } from "./read-answers.ts";
import { answerFeatures } from "./scorer.ts";
import { dot } from "./softmax-regression.ts";

export interface TasteRewardOptions extends Readers {
  scorer: FeatureScorer;
  taste: Taste;
  /** how much the reader's taste counts beside the crew's judgement */
  lambda?: number;
}

/** PPO towards a reader's taste: half the book's rounds are enough. */
export const readerPpoDefaults = { iterations: 30, klCoef: 0.15 };

export interface Explanation {
  /** the crew's score, what is left without the tones */
  crew: number;
  /** the reader's part, feature by feature; they add up to total - crew */
  parts: { name: string; value: number }[];
  total: number;
}

/** Scores answers for trainPpo(). */
export function tasteScoreFn(options: TasteRewardOptions): ScoreFn {
  const explain = explainTaste(options);
  return (queryResponses) => explain(queryResponses).map(({ total }) => total);
}

/** The same score with its parts, for an answer that one wants to know. */
export function explainTaste({
  scorer,
  taste,
  sft,
  crew,
  lambda = 0.5,
}: TasteRewardOptions) {
  const { unit, weights } = readersPart(scorer, taste);
  const crewPlace = scorer.features.indexOf("crew");
  return (queryResponses: readonly QueryResponse[]): Explanation[] =>
    readAnswers({ sft, crew }, queryResponses).map((reading) => {
      const x = answerFeatures(scorer, reading);
      const parts = scorer.features.flatMap((name, i) => {
        const value = lambda * unit * weights[i]! * (x[i]! - scorer.means[i]!);
        return i === crewPlace ? [] : [{ name, value }];
      });
      const own = x[crewPlace]!;
      const total = parts.reduce((sum, { value }) => sum + value, own);
      return { crew: own, parts, total };
    });
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
