/** Who scores answers in training: a reward model, or a rule. */
import { scoreResponses } from "../heads.ts";
import type { ScoreFn } from "../rollout.ts";
import { features, type gold, readAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { burrow } from "../world/vocabulary.ts";
import type { ExperimentContext } from "./experiment-context.ts";
import { trainedRewardModel } from "./models.ts";

/** Made from the crew's rankings: a taste that was learned. */
export async function learnedReward(
  context: ExperimentContext,
): Promise<ScoreFn> {
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  return (queryResponses) => scoreResponses(rewardModel, queryResponses);
}

/** A verifiable reward: nobody's taste is learned. */
export function byRule(rule: typeof gold): ScoreFn {
  return (queryResponses) =>
    queryResponses.map(({ query, response }) => {
      const request = parseRequest(burrow.decode(query))!;
      return rule(request, readAnswer(response));
    });
}

/** One point for a correct answer, none for any other. */
export function correctOrNot(): ScoreFn {
  return byRule((request, answer) => features(request, answer).correct);
}
