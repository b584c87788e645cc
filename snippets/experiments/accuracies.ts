/** How often a reward model orders answers as people do, or as gold does. */
import { average } from "../advantages.ts";
import { exp, log } from "../base/exact-math.ts";
import { type ScalarModel, scoreResponses } from "../heads.ts";
import { labelerTeam, heldOutLabelers } from "../training-recipe.ts";
import { queryResponsesOf, rankingAccuracy } from "../reward-model.ts";
import type { Comparison } from "../reward-model.ts";
import { gold } from "../world/gold.ts";
import type { Accuracies } from "./measures.ts";
import { queryResponsesFor } from "./protocol.ts";
import { type AnswerSet, answerSets, rankedBy } from "./ranked-tests.ts";
import type { ExperimentContext } from "./experiment-context.ts";

/** @param learned what the model was trained on */
export async function accuracies(
  context: ExperimentContext,
  model: ScalarModel,
  learned: readonly Comparison[],
): Promise<Accuracies> {
  const sets = await answerSets(context);
  const heldOut = rankedBy(
    context,
    sets,
    heldOutLabelers(context.rng),
    "held-out",
  );
  const byTeam = rankedBy(context, sets, labelerTeam(context.rng), "crew");
  return {
    accuracyCrew: rankingAccuracy(model, byTeam),
    accuracyHeldOut: rankingAccuracy(model, heldOut),
    accuracyGold: goldAccuracy(model, sets),
    accuracyTrain: rankingAccuracy(model, learned),
    logLoss: logLoss(model, heldOut),
  };
}

function logLoss(model: ScalarModel, rankings: readonly Comparison[]): number {
  const losses = rankings.map((ranking) => {
    const scores = scoreResponses(model, queryResponsesOf(ranking));
    const pairs = scores.flatMap((better, i) =>
      scores.slice(i + 1).map((worse) => log(1 + exp(worse - better))),
    );
    return pairs.length > 0 ? [average(pairs)] : [];
  });
  return average(losses.flat());
}

function goldAccuracy(model: ScalarModel, sets: readonly AnswerSet[]): number {
  let right = 0;
  let pairs = 0;
  for (const { request, answers } of sets) {
    const requests = answers.map(() => request);
    const scores = scoreResponses(model, queryResponsesFor(requests, answers));
    const worth = answers.map((answer) => gold(request, answer));
    for (let i = 0; i < answers.length; i++) {
      for (let j = i + 1; j < answers.length; j++) {
        if (worth[i] === worth[j]) continue;
        pairs += 1;
        if (worth[i]! > worth[j]! === scores[i]! > scores[j]!) right += 1;
      }
    }
  }
  return right / pairs;
}
