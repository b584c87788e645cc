/**
 * The alignment tax: what a model that became polite can no longer do, and
 * what mixing pretraining into PPO gives back (Ouyang et al. 2022, App. E.6).
 */
import type { GPT } from "../gpt.ts";
import { measureSkills } from "../illustrations/skills.ts";
import type { Size } from "../sizes.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { baseModel, dpoModel, trainedRewardModel, sftModel } from "./models.ts";
import { PUSHES } from "./over-optimisation.ts";
import type { PpoRecipe } from "./ppo-recipe.ts";
import { MAIN, ppoRun, PTX } from "./ppo-runs.ts";
import { evaluate, testAnswers } from "./protocol.ts";
import type { AlignmentTaxRow } from "./rows.ts";
import type { ExperimentContext } from "./experiment-context.ts";

/** Who pays: a name, its numbers, and where it comes from. */
interface Payer {
  stage: string;
  size: Size;
  klCoef?: number;
  ptx?: number;
  model: (context: ExperimentContext) => Promise<GPT>;
}

const PAYERS: Payer[] = [
  { stage: "base", size: "M", model: (context) => baseModel(context, "M") },
  { stage: "SFT", size: "M", model: (context) => sftModel(context, "M") },
  ppo("PPO", MAIN),
  ppo("PPO beta 0", PUSHES["beta 0"]!),
  ppo("PPO beta 0.02", PUSHES["beta 0.02"]!),
  ppo("PPO beta 0.05", PUSHES["beta 0.05"]!),
  ppo("PPO beta 0.4", PUSHES["beta 0.4"]!),
  ppo("PPO-ptx gamma 0.5", PTX),
  ppo("PPO-ptx gamma 2", { ptx: 2 }),
  ppo("PPO-ptx gamma 0.5, beta 0.02", {
    ptx: 0.5,
    settings: { klCoef: 0.02, iterations: 90 },
  }),
  { stage: "DPO", size: "M", model: (context) => dpoModel(context, "M") },
  { stage: "base", size: "S", model: (context) => baseModel(context, "S") },
  { stage: "SFT", size: "S", model: (context) => sftModel(context, "S") },
  ppo("PPO", { ...MAIN, size: "S" }),
  ppo("PPO-ptx gamma 0.1", { ptx: 0.1 }),
];

function ppo(stage: string, recipe: PpoRecipe): Payer {
  const { size = "M", ptx, settings } = recipe;
  const klCoef = settings?.klCoef ?? 0.15;
  const model = async (context: ExperimentContext) =>
    (await ppoRun(context, recipe)).policy;
  return { stage, size, klCoef, ...(ptx !== undefined && { ptx }), model };
}

export const alignmentTax: Experiment<AlignmentTaxRow> = {
  name: "alignment-tax",
  question: "What does a chat model forget, and what brings it back?",
  arms: PAYERS.map((payer): Arm<AlignmentTaxRow> => ({
    name: `${payer.stage} ${payer.size}`,
    run: async (context) => [await row(context, payer)],
  })),
  keys: ["size", "stage"],
  columns: [
    ...(["documentLoss", "counting", "fewShotTranslation"] as const),
    ...(["zeroShotTranslation", "facts", "gold", "correct"] as const),
    ...(["winRate", "kl"] as const),
  ],
};

async function row(
  context: ExperimentContext,
  payer: Payer,
): Promise<AlignmentTaxRow> {
  const { model, ...numbers } = payer;
  const policy = await model(context);
  const skills = measureSkills(policy, context.rng);
  const answers = testAnswers(context, policy);
  if (payer.stage === "base") {
    return { ...numbers, ...skills, ...(await evaluate(context, { answers })) };
  }
  const reference = await sftModel(context, payer.size);
  const rewardModel = await trainedRewardModel(context, { size: payer.size });
  const subject = { answers, policy, reference, rewardModel };
  return { ...numbers, ...skills, ...(await evaluate(context, subject)) };
}
