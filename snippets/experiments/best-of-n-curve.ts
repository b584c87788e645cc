/** Best of n on the same axes as PPO: proxy and gold against KL. */
import { bestOfNKl, bestOfNOverPrompts } from "../illustrations/best-of-n.ts";
import { generate } from "../generate.ts";
import { scoreResponses } from "../heads.ts";
import { gold, readAnswer } from "../world/gold.ts";
import { prompt } from "../world/requests.ts";
import { burrow } from "../world/vocabulary.ts";
import { trainedRewardModel, sftModel } from "./models.ts";
import { testSet } from "./protocol.ts";
import type { OverOptimisationRow } from "./rows.ts";
import type { ExperimentContext } from "./experiment-context.ts";

/** 120 test prompts, 64 samples of the SFT model each. */
export async function bestOfNRows(
  context: ExperimentContext,
): Promise<OverOptimisationRow[]> {
  const sft = await sftModel(context, "M");
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  const rng = context.rng.fork("best of n");
  const requests = testSet(context, 120);
  const prompts = requests.map((request, i) => {
    context.watch("best of n", i + 1, requests.length);
    const query = burrow.encode(prompt(request));
    const queries = Array.from({ length: 64 }, () => query);
    const responses = generate(sft, queries, { rng: rng.fork(i) });
    const queryResponses = responses.map((response) => ({ query, response }));
    return scoreResponses(rewardModel, queryResponses).map((proxy, sample) => ({
      proxy,
      gold: gold(request, readAnswer(responses[sample]!)),
    }));
  });
  return [1, 2, 4, 8, 16, 32, 64].map((n) => ({
    part: "best of n" as const,
    arm: "best of n",
    n,
    kl: bestOfNKl(n),
    ...bestOfNOverPrompts(prompts, n),
  }));
}
