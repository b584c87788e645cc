/**
 * Several reward models as one judge (Coste et al. 2023; Eisenstein et al.
 * 2023). Each is wrong about some answers in its own way, and a policy finds
 * what one of them overrates. What all of them like is rarely a mistake.
 *
 *   mean       their mean: errors that differ average out
 *   minimum    the worst of their scores (WCO): one doubt is enough
 *   uncertain  mean - doubtCoef variance (UWO): disagreement costs
 *
 * Left out: ensembles from the pretraining on, which err less alike. They
 * share a base model here, so what all of them overrate stays overrated.
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import type { ScoreFn } from "../rollout.ts";

/** One score of several for the same answer. */
export const ensembleRules = {
  mean: (scores: readonly number[]) => average(scores),
  minimum: (scores: readonly number[]) => Math.min(...scores),
  uncertain: (scores: readonly number[], doubtCoef: number) =>
    average(scores) - doubtCoef * variance(scores),
};
export type EnsembleRule = keyof typeof ensembleRules;

/**
 * A judge that asks all the others. They judge on one scale: normalise reward
 * models before (normaliseScores).
 * @param doubtCoef lambda of the rule "uncertain"
 */
export function ensembleScore(
  judges: readonly ScoreFn[],
  rule: EnsembleRule = "mean",
  doubtCoef = 1,
): ScoreFn {
  assert(judges.length > 0, "An ensemble has at least one judge, got none.");
  const names = Object.keys(ensembleRules);
  assert(
    names.includes(rule),
    `The rule of an ensemble is ${names.join(", ")}; got "${rule}".`,
  );
  assert(
    Number.isFinite(doubtCoef) && doubtCoef >= 0,
    `doubtCoef is 0 or more, got ${doubtCoef}.`,
  );
  return async (queryResponses) => {
    const all: number[][] = [];
    for (const judge of judges) all.push(await judge(queryResponses));
    const wrong = all.find(({ length }) => length !== queryResponses.length);
    assert(
      !wrong,
      `A judge gives one score per answer: expected ` +
        `${queryResponses.length}, got ${wrong?.length}.`,
    );
    return queryResponses.map((_, answer) => {
      const scores = all.map((byJudge) => byJudge[answer]!);
      return ensembleRules[rule](scores, doubtCoef);
    });
  };
}

/** The mean squared distance from the mean, over all of them. */
function variance(scores: readonly number[]): number {
  const mean = average(scores);
  return average(scores.map((score) => (score - mean) ** 2));
}
