/**
 * The reward that carries a reader's taste: the crew's judgement within a
 * tone, plus what the reader's cards said.
 *
 * The crew's reward model stays as it is. What the reader adds is a handful of
 * weights, put into the crew's unit: standard deviation 1 over answers of the
 * SFT model, times lambda.
 */
import type { QueryResponse } from "../query-response.ts";
import type { ScoreFn } from "../rollout.ts";
import type { FeatureScorer } from "./deck.ts";
import type { Taste } from "./fit-taste.ts";
import { readAnswers, type Readers } from "./read-answers.ts";
import { type Explanation, rewardParts } from "./reward-parts.ts";
import { answerFeatures } from "./scorer.ts";

export interface TasteRewardOptions extends Readers {
  scorer: FeatureScorer;
  taste: Taste;
  /** how much the reader's taste counts beside the crew's judgement */
  lambda?: number;
}

/** PPO towards a reader's taste: half the book's rounds are enough. */
export const readerPpoDefaults = { iterations: 30, klCoef: 0.15 };

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
  lambda,
}: TasteRewardOptions) {
  const explain = rewardParts(scorer, taste, lambda);
  return (queryResponses: readonly QueryResponse[]): Explanation[] =>
    readAnswers({ sft, crew }, queryResponses).map((reading) =>
      explain(answerFeatures(scorer, reading)),
    );
}
