/**
 * The main recipe's models, each trained once per seed and then kept. The same
 * streams of chance as on the command line: seed 1's models of size M are the
 * book's checkpoints.
 */
import { collectComparisons, encodeComparison } from "../comparisons.ts";
import type { RankedAnswers } from "../comparisons.ts";
import { trainDpo } from "../dpo.ts";
import type { QueryResponse } from "../query-response.ts";
import { generate } from "../generate.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { type ScalarModel, withScalarHead } from "../heads.ts";
import { initGPT } from "../init-gpt.ts";
import { pretrain } from "../pretrain.ts";
import {
  corpusRows,
  labelerTeam,
  demonstrationPairs,
} from "../training-recipe.ts";
import { learningRates, trainingQueries } from "../training-recipe.ts";
import { normaliseScores, trainRewardModel } from "../reward-model.ts";
import { trainSft } from "../sft.ts";
import { gptConfig, type Size } from "../sizes.ts";
import {
  amount,
  decodeJson,
  encodeJson,
  finish,
  cachedFiles,
} from "./experiment-context.ts";
import {
  cachedGPT,
  cachedScalarModel,
  type ExperimentContext,
} from "./experiment-context.ts";

/** @param steps more than the recipe's for a variant */
export function baseModel(
  context: ExperimentContext,
  size: Size,
  steps = 1500,
) {
  return cachedGPT(context, `${size} base, ${steps} steps`, async () => {
    const model = initGPT(gptConfig(size), context.rng.fork("weights"));
    const trainer = pretrain({
      model,
      rows: corpusRows(context.rng),
      learningRate: learningRates.pretrain[size],
      steps: amount(context, steps, 10),
    });
    await finish(context, `pretrain ${size}`, trainer);
    return model;
  });
}

export function sftModel(context: ExperimentContext, size: Size): Promise<GPT> {
  return cachedGPT(context, `${size} SFT`, async () => {
    const model = await baseModel(context, size);
    const trainer = trainSft({
      model,
      demonstrations: demonstrationPairs(context.rng),
      rng: context.rng.fork("sft"),
      learningRate: learningRates.sft[size],
      ...(context.quick && { steps: 5 }),
    });
    await finish(context, `SFT ${size}`, trainer);
    return model;
  });
}

/** The crew's rankings of the SFT model's answers, best first. */
export async function comparisons(context: ExperimentContext, size: Size) {
  const files = await cachedFiles(context, `${size} comparisons`, async () => {
    const model = await sftModel(context, size);
    const prompts = amount(context, 2000, 32);
    const batches = collectComparisons({
      model,
      labelers: labelerTeam(context.rng),
      rng: context.rng.fork("comparisons"),
      prompts,
    });
    const all: RankedAnswers[] = [];
    for await (const batch of batches) {
      all.push(...batch);
      context.watch(`comparisons ${size}`, all.length, prompts);
    }
    return { "comparisons.json": encodeJson(all) };
  });
  const ranked = decodeJson<RankedAnswers[]>(files["comparisons.json"]!);
  return ranked.map(encodeComparison);
}

export interface RewardRecipe {
  size: Size;
  /** whose answers were compared */
  answersBy?: Size;
  /** the first so many prompts of the comparisons */
  prompts?: number;
}

/** As it comes out of training: only differences of scores mean anything. */
export function rawRewardModel(
  context: ExperimentContext,
  { size, answersBy = size, prompts = 2000 }: RewardRecipe,
): Promise<ScalarModel> {
  const key = `${size} raw reward model, ${prompts} of ${answersBy}`;
  return cachedScalarModel(context, key, async () => {
    const model = withScalarHead(
      await sftModel(context, size),
      context.rng.fork("head"),
    );
    const trainer = trainRewardModel({
      model,
      comparisons: (await comparisons(context, answersBy)).slice(0, prompts),
      rng: context.rng.fork("reward"),
    });
    await finish(context, `reward model ${size}`, trainer);
    return model;
  });
}

/** The same with the unit and the zero that PPO expects. */
export function trainedRewardModel(
  context: ExperimentContext,
  recipe: RewardRecipe,
): Promise<ScalarModel> {
  const { size, answersBy = size, prompts = 2000 } = recipe;
  const key = `${size} reward model, ${prompts} of ${answersBy}`;
  return cachedScalarModel(context, key, async () => {
    const model = await rawRewardModel(context, recipe);
    const samples = await normalisingSamples(context, answersBy);
    normaliseScores(model, samples, demonstrationPairs(context.rng));
    return model;
  });
}

/** 200 answers of the SFT model to training prompts. */
export async function normalisingSamples(
  context: ExperimentContext,
  size: Size,
): Promise<QueryResponse[]> {
  const { rng } = context;
  const queries = trainingQueries(rng.fork("normalise"), 200);
  const sft = await sftModel(context, size);
  const responses = generate(sft, queries, { rng: rng.fork("samples") });
  return queries.map((query, i) => ({ query, response: responses[i]! }));
}

/** Direct preference optimisation on the same comparisons. */
export function dpoModel(
  context: ExperimentContext,
  size: Size,
  klCoef = 0.3,
): Promise<GPT> {
  return cachedGPT(context, `${size} DPO beta ${klCoef}`, async () => {
    const refPolicy = await sftModel(context, size);
    const policy = cloneGPT(refPolicy);
    const trainer = trainDpo({
      policy,
      refPolicy,
      comparisons: await comparisons(context, size),
      rng: context.rng.fork("dpo"),
      klCoef,
    });
    await finish(context, `DPO ${size}`, trainer);
    return policy;
  });
}
