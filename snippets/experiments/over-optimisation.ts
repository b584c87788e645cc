/**
 * What happens when a policy is pushed too hard towards a reward model: the
 * proxy goes on rising, gold turns (Gao, Schulman & Hilton 2022).
 */
import {
  fitGao,
  type Form,
  type Point,
} from "../illustrations/overoptimization-fit.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { bestOfNRows } from "./best-of-n-curve.ts";
import { trainedRewardModel, sftModel } from "./models.ts";
import type { PpoRecipe } from "./ppo-recipe.ts";
import { check, MAIN, ppoRun } from "./ppo-runs.ts";
import { evaluate, testAnswers, testSet } from "./protocol.ts";
import type { OverOptimisationRow } from "./rows.ts";
import type { ExperimentContext } from "./experiment-context.ts";

const EVERY_15 = [5, 10, 15, 20, 25, 30, 45, 60, 75, 90, 105, 120];

/** What is pushed how hard; the first one far beyond reason. */
export const PUSHES: Record<string, PpoRecipe> = {
  "beta 0": push(0, 120),
  "beta 0.02": push(0.02, 90),
  "beta 0.05": push(0.05, 60),
  "beta 0.15": MAIN,
  "beta 0.4": push(0.4, 60),
  "beta 0.05, 300 prompts": {
    ...push(0.05, 60),
    rewardModel: { size: "M", prompts: 300 },
  },
  "beta 0.05, 60 prompts": {
    ...push(0.05, 60),
    rewardModel: { size: "M", prompts: 60 },
  },
  "beta 0.15, reward model S": {
    ...push(0.15, 60),
    rewardModel: { size: "S", answersBy: "M" },
  },
};

function push(klCoef: number, iterations: number): PpoRecipe {
  const checks = EVERY_15.filter((step) => step <= iterations);
  return { settings: { klCoef, iterations }, checks };
}

export const overOptimisation: Experiment<OverOptimisationRow> = {
  name: "over-optimisation",
  question: "When does a rising proxy stop being good news?",
  arms: [
    { name: "best of n", run: bestOfNArm },
    ...Object.entries(PUSHES).map(([name, recipe]) => pushArm(name, recipe)),
  ],
  keys: ["part", "arm", "form", "step", "n"],
  columns: [
    ...(["proxy", "gold", "kl", "correct", "words"] as const),
    ...(["winRate", "winRateGold", "false", "courtesies"] as const),
    ...(["tooCourteous", "a", "b", "residual", "explained"] as const),
    ...(["topKl", "topGain"] as const),
  ],
};

function pushArm(arm: string, recipe: PpoRecipe): Arm<OverOptimisationRow> {
  return {
    name: arm,
    async run(context) {
      const run = await ppoRun(context, recipe);
      const { policy, rounds, checks } = run;
      const reference = await sftModel(context, "M");
      const rewardModel = await trainedRewardModel(
        context,
        recipe.rewardModel ?? { size: "M" },
      );
      const start = {
        step: 0,
        ...check(context, reference, reference, rewardModel),
      };
      const { klCoef = 0.15 } = recipe.settings ?? {};
      const own = { arm, klCoef };
      const answers = testAnswers(context, policy);
      const seen = { answers, policy, reference, rewardModel };
      const curve = [start, ...checks];
      return [
        ...curve.map((point) => ({ part: "curve" as const, ...own, ...point })),
        ...rounds.map(({ step, score, gold, correct, kl, ended }) => {
          const numbers = { step, proxy: score, gold, correct, kl, ended };
          return { part: "rollouts" as const, ...own, ...numbers };
        }),
        {
          ...{ part: "end", ...own, step: rounds.length },
          ...(await evaluate(context, seen)),
          samples: await firstAnswers(context, answers),
        },
        ...fitRows(arm, "rl", curve),
      ];
    },
  };
}

async function bestOfNArm(
  context: ExperimentContext,
): Promise<OverOptimisationRow[]> {
  const rows = await bestOfNRows(context);
  return [...rows, ...fitRows("best of n", "best of n", rows)];
}

/** A curve through few or equal points has no form. */
function fitRows(
  arm: string,
  form: Form,
  curve: readonly { kl?: number; gold?: number }[],
): OverOptimisationRow[] {
  const start = curve[0]!.gold!;
  const points: Point[] = curve.map(({ kl, gold }) => {
    return { kl: kl!, gain: gold! - start };
  });
  if (points.filter(({ kl }) => kl > 0).length < 3) return [];
  return [{ part: "fit", arm, form, ...fitGao(form, points) }];
}

async function firstAnswers(
  context: ExperimentContext,
  answers: readonly { words: readonly string[] }[],
): Promise<string[]> {
  const requests = testSet(context).slice(0, 5);
  return requests.map(
    ({ text }, i) => `${text} -> ${answers[i]!.words.join(" ")}`,
  );
}
