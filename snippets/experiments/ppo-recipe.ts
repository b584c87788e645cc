/** What a PPO run of an experiment is made of: its recipe, as options. */
import type { GPT } from "../gpt.ts";
import { cloneScalarModel, type ScalarModel } from "../heads.ts";
import { scoreResponses, withScalarHead } from "../heads.ts";
import { initGPT } from "../init-gpt.ts";
import { setParameter } from "../parameters.ts";
import type { ppoDefaults, PpoOptions } from "../ppo.ts";
import {
  corpusRows,
  learningRates,
  trainingQueries,
} from "../training-recipe.ts";
import type { Size } from "../sizes.ts";
import type { RewardRecipe } from "./models.ts";
import { amount, use, type ExperimentContext } from "./experiment-context.ts";

export interface PpoRecipe {
  size?: Size;
  /** in place of the defaults; the learning rate is the size's */
  settings?: Partial<typeof ppoDefaults>;
  /** gamma of PPO-ptx */
  ptx?: number;
  /** the judge, if it is not the size's own reward model */
  rewardModel?: RewardRecipe;
  /** multiplies the judge's scores */
  scoreScale?: number;
  valueStart?: "zero head" | "random";
  /** rounds after which 200 test prompts are answered */
  checks?: readonly number[];
}

export async function ppoOptions(
  context: ExperimentContext,
  recipe: PpoRecipe,
  rewardModel: ScalarModel,
  policy: GPT,
  refPolicy: GPT,
): Promise<PpoOptions> {
  const { size = "M", settings = {}, ptx, scoreScale = 1 } = recipe;
  const rows = corpusRows(context.rng.fork("pretraining mix"), 8);
  return {
    learningRate: learningRates.ppo[size],
    ...settings,
    iterations: amount(context, settings.iterations ?? 60, 3),
    policy,
    refPolicy,
    valueModel: use(context, startValues(context, rewardModel, recipe)),
    scoreFn: (queryResponses) =>
      scoreResponses(rewardModel, queryResponses).map(
        (score) => scoreScale * score,
      ),
    queries: trainingQueries(context.rng),
    rng: context.rng.fork("ppo"),
    ...(ptx !== undefined && { ptx: { coef: ptx, rows } }),
  };
}

/** Starts as the reward model, unless said. */
function startValues(
  context: ExperimentContext,
  rewardModel: ScalarModel,
  { valueStart }: PpoRecipe,
): ScalarModel {
  if (valueStart === "random") {
    const rng = context.rng.fork("value weights");
    const fresh = initGPT(rewardModel.gpt.config, rng);
    return withScalarHead(use(context, fresh), rng.fork("head"));
  }
  const model = cloneScalarModel(rewardModel);
  const { weight } = model.score;
  if (valueStart === "zero head") setParameter(weight, weight.zerosLike());
  return model;
}
