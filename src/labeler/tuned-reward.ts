import { encodeComparison } from "mini-rlhf/comparisons";
import { learnTaste } from "mini-rlhf/experiments/tuned-by-reader";
import { cloneScalarModel, type ScalarModel, scoreResponses } from "mini-rlhf/heads";
import type { QueryResponse } from "mini-rlhf/query-response";
import type { Rng } from "mini-rlhf/random";
import { normaliseScores, queryResponsesOf } from "mini-rlhf/reward-model";
import { demonstrationPairs } from "mini-rlhf/training-recipe";
import type { RankedTexts } from "./protocol.ts";

/**
 * The other way, which the book advises against: all of the crew's reward model is tuned on a few rankings.
 * @returns a new model, its scores in the usual unit
 */
export async function tuneRewardModel(
  crew: ScalarModel,
  ranked: readonly RankedTexts[],
  rng: Rng,
): Promise<ScalarModel> {
  const model = cloneScalarModel(crew);
  const rankings = ranked.map((card) => encodeComparison({ ...card, labeler: "you" }));
  const tuning = learnTaste({ model, rankings, crew: [], crewPrompts: 0, rng: rng.fork("tuning") });
  for await (const _ of tuning);
  normaliseScores(model, rankings.flatMap(queryResponsesOf), demonstrationPairs(rng));
  return model;
}

/** What the tuned model says of answers, and the crew's beside it. */
export function explainTuned(
  tuned: ScalarModel,
  crew: ScalarModel,
  texts: readonly QueryResponse[],
): { crew: number; total: number }[] {
  const own = scoreResponses(tuned, texts);
  return scoreResponses(crew, texts).map((score, i) => ({ crew: score, total: own[i]! }));
}
