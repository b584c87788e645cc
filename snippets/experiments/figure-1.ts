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
import { baseModel, dpoModel, trainedRewardModel, sftModel } from "./models.ts";
import { MAIN, PTX, ppoRun } from "./ppo-runs.ts";
import { evaluate, preferred, type Subject } from "./protocol.ts";
import { testAnswers, testSet } from "./protocol.ts";
import { FIGURE_1_STAGES, type Figure1Row, type Stage } from "./rows.ts";
import type { ExperimentContext } from "./experiment-context.ts";

const SIZES: Size[] = ["S", "M", "L"];

export const figure1: Experiment<Figure1Row> = {
  name: "figure-1",
  question: "Do people prefer the answers of models trained with feedback?",
  arms: SIZES.flatMap((size) =>
    FIGURE_1_STAGES.map((stage): Arm<Figure1Row> => ({
      name: `${stage} ${size}`,
      run: async (context) => [await row(context, size, stage)],
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
  context: ExperimentContext,
  size: Size,
  stage: Stage,
): Promise<Figure1Row> {
  const requests = testSet(context);
  const base = await baseModel(context, "L");
  const baseL = testAnswers(context, base);
  const promptedL = examAnswers(context, base);
  const subject = await subjectOf(context, size, stage);
  const { answers } = subject;
  return {
    size,
    stage,
    parameters: countParameters((await baseModel(context, size)).params),
    ...(await evaluate(context, subject)),
    winRateOverBaseL: preferred(context, requests, answers, baseL),
    winRateOverPromptedL: preferred(context, requests, answers, promptedL),
  };
}

/** Who answers at this stage, and what its answers are. */
export async function subjectOf(
  context: ExperimentContext,
  size: Size,
  stage: Stage,
): Promise<Subject> {
  if (stage === "base" || stage === "prompted") {
    const base = await baseModel(context, size);
    const exam = stage === "prompted";
    const answers = exam
      ? examAnswers(context, base)
      : testAnswers(context, base);
    return { answers };
  }
  const policy = await policyOf(context, size, stage);
  return {
    answers: testAnswers(context, policy),
    policy,
    reference: await sftModel(context, size),
    rewardModel: await trainedRewardModel(context, { size }),
  };
}

async function policyOf(
  context: ExperimentContext,
  size: Size,
  stage: "SFT" | "PPO" | "PPO-ptx" | "DPO",
) {
  if (stage === "SFT") return sftModel(context, size);
  if (stage === "DPO") return dpoModel(context, size);
  const recipe = stage === "PPO" ? MAIN : PTX;
  // size M is the runs' own default: one key, one run
  return (await ppoRun(context, size === "M" ? recipe : { ...recipe, size }))
    .policy;
}

export function examAnswers(context: ExperimentContext, model: GPT): Answer[] {
  return answerAsExam(model, testSet(context), {
    rng: context.rng.fork("exam"),
  });
}
