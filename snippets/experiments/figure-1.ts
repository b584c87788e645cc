/**
 * Figure 1 of InstructGPT (Ouyang et al. 2022) in miniature: how often people
 * prefer each model's answers to those of the SFT model of size M.
 */
import { answerAsExam } from "../evaluate.ts";
import type { GPT } from "../gpt.ts";
import { countParameters } from "../parameters.ts";
import type { Size } from "../sizes.ts";
import type { Answer } from "../world/gold.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { baseModel, dpoModel, rewardModel, sftModel } from "./models.ts";
import { MAIN, PTX, ppoRun } from "./ppo-runs.ts";
import { evaluate, preferred, type Subject } from "./protocol.ts";
import { testAnswers, testSet } from "./protocol.ts";
import { FIGURE_1_STAGES, type Figure1Row, type Stage } from "./rows.ts";
import type { Workshop } from "./experiment-context.ts";

const SIZES: Size[] = ["S", "M", "L"];

export const figure1: Experiment<Figure1Row> = {
  name: "figure-1",
  question: "Do people prefer the answers of models trained with feedback?",
  arms: SIZES.flatMap((size) =>
    FIGURE_1_STAGES.map((stage): Arm<Figure1Row> => ({
      name: `${stage} ${size}`,
      run: async (shop) => [await row(shop, size, stage)],
    })),
  ),
  keys: ["size", "stage"],
  columns: [
    ...(["winRate", "winRateGold", "gold", "correct", "false"] as const),
    ...(["rude", "courtesies", "tooCourteous", "kl", "proxy"] as const),
    ...(["words", "winRateOverBaseL", "winRateOverPromptedL"] as const),
  ],
};

async function row(
  shop: Workshop,
  size: Size,
  stage: Stage,
): Promise<Figure1Row> {
  const requests = testSet(shop);
  const base = await baseModel(shop, "L");
  const baseL = testAnswers(shop, base);
  const promptedL = examAnswers(shop, base);
  const subject = await subjectOf(shop, size, stage);
  const { answers } = subject;
  return {
    size,
    stage,
    parameters: countParameters((await baseModel(shop, size)).params),
    ...(await evaluate(shop, subject)),
    winRateOverBaseL: preferred(shop, requests, answers, baseL),
    winRateOverPromptedL: preferred(shop, requests, answers, promptedL),
  };
}

/** Who answers at this stage, and what its answers are. */
export async function subjectOf(
  shop: Workshop,
  size: Size,
  stage: Stage,
): Promise<Subject> {
  if (stage === "base" || stage === "prompted") {
    const base = await baseModel(shop, size);
    const exam = stage === "prompted";
    const answers = exam ? examAnswers(shop, base) : testAnswers(shop, base);
    return { answers };
  }
  const policy = await policyOf(shop, size, stage);
  return {
    answers: testAnswers(shop, policy),
    policy,
    reference: await sftModel(shop, size),
    judge: await rewardModel(shop, { size }),
  };
}

async function policyOf(
  shop: Workshop,
  size: Size,
  stage: "SFT" | "PPO" | "PPO-ptx" | "DPO",
) {
  if (stage === "SFT") return sftModel(shop, size);
  if (stage === "DPO") return dpoModel(shop, size);
  const recipe = stage === "PPO" ? MAIN : PTX;
  // size M is the runs' own default: one key, one run
  return (await ppoRun(shop, size === "M" ? recipe : { ...recipe, size }))
    .policy;
}

export function examAnswers(shop: Workshop, model: GPT): Answer[] {
  return answerAsExam(model, testSet(shop), { rng: shop.rng.fork("exam") });
}
