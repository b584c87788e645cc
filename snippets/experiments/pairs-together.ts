/**
 * All pairs of a prompt in one update, or every pair for itself (Ouyang et al.
 * 2022, 3.5): K texts read for C(K,2) comparisons, against two for each.
 */
import { withScalarHead } from "../heads.ts";
import { type Comparison, trainRewardModel } from "../reward-model.ts";
import { accuracies } from "./accuracies.ts";
import type { Arm } from "./experiment.ts";
import { comparisons, sftModel } from "./models.ts";
import type { RewardModelRow } from "./rows.ts";
import { use } from "./experiment-context.ts";

const EPOCHS = 3;

/** Three epochs on 300 prompts, tested after each. */
export function pairsArm(
  pairs: "together" | "shuffled",
  learningRate: number,
): Arm<RewardModelRow> {
  return {
    name: `pairs ${pairs}, rate ${learningRate}`,
    async run(context) {
      const sets = (await comparisons(context, "M")).slice(0, 300);
      const together = pairs === "together";
      const data = together ? sets : sets.flatMap(pairsOf);
      const sft = await sftModel(context, "M");
      const model = use(context, withScalarHead(sft, context.rng.fork("head")));
      const steps = trainRewardModel({
        model,
        comparisons: data,
        rng: context.rng.fork("reward"),
        epochs: EPOCHS,
        learningRate,
        // as many pairs in an update as eight prompts have on average
        batchSize: together ? 8 : 120,
      });
      const rows: RewardModelRow[] = [];
      let seconds = 0;
      let since = performance.now();
      for await (const { step, steps: total } of steps) {
        context.watch(`pairs ${pairs}`, step, total);
        if (step % (total / EPOCHS) !== 0) continue;
        seconds += (performance.now() - since) / 1000;
        const epoch = step / (total / EPOCHS);
        rows.push({
          ...{ part: "pairs", size: "M", prompts: 300, pairs, learningRate },
          epoch,
          ...(await accuracies(context, model, sets)),
          ...{ trainedTokens: epoch * countTokens(data), seconds },
        });
        since = performance.now();
      }
      return rows;
    },
  };
}

/** A ranking of K answers as C(K,2) rankings of two. */
function pairsOf({ query, ranked }: Comparison): Comparison[] {
  return ranked.flatMap((better, i) =>
    ranked.slice(i + 1).map((worse) => ({ query, ranked: [better, worse] })),
  );
}

function countTokens(data: readonly Comparison[]): number {
  return data.reduce((sum, { query, ranked }) => {
    const answers = ranked.reduce((n, answer) => n + answer.length, 0);
    return sum + ranked.length * query.length + answers;
  }, 0);
}
