/**
 * The main recipe's models, each trained once per seed and then kept. The same
 * streams of chance as on the command line: seed 1's models of size M are the
 * book's checkpoints.
 */
import { collectComparisons, encodeComparison } from "../comparisons.ts";
import type { RankedAnswers } from "../comparisons.ts";
import { trainDpo } from "../dpo.ts";
import type { Exchange } from "../query-response.ts";
import { generate } from "../generate.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { type ScalarModel, withScalarHead } from "../heads.ts";
import { initGPT } from "../init-gpt.ts";
import { pretrain } from "../pretrain.ts";
import {
  corpusRows,
  crew,
  demonstrationExchanges,
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
  keep,
} from "./experiment-context.ts";
import {
  keepGPT,
  keepScalarModel,
  type Workshop,
} from "./experiment-context.ts";

/** @param steps more than the recipe's for a variant */
export function baseModel(shop: Workshop, size: Size, steps = 1500) {
  return keepGPT(shop, `${size} base, ${steps} steps`, async () => {
    const model = initGPT(gptConfig(size), shop.rng.fork("weights"));
    const trainer = pretrain({
      model,
      rows: corpusRows(shop.rng),
      learningRate: learningRates.pretrain[size],
      steps: amount(shop, steps, 10),
    });
    await finish(shop, `pretrain ${size}`, trainer);
    return model;
  });
}

export function sftModel(shop: Workshop, size: Size): Promise<GPT> {
  return keepGPT(shop, `${size} SFT`, async () => {
    const model = await baseModel(shop, size);
    const trainer = trainSft({
      model,
      demonstrations: demonstrationExchanges(shop.rng),
      rng: shop.rng.fork("sft"),
      learningRate: learningRates.sft[size],
      ...(shop.quick && { steps: 5 }),
    });
    await finish(shop, `SFT ${size}`, trainer);
    return model;
  });
}

/** The crew's rankings of the SFT model's answers, best first. */
export async function comparisons(shop: Workshop, size: Size) {
  const files = await keep(shop, `${size} comparisons`, async () => {
    const model = await sftModel(shop, size);
    const prompts = amount(shop, 2000, 32);
    const batches = collectComparisons({
      model,
      labelers: crew(shop.rng),
      rng: shop.rng.fork("comparisons"),
      prompts,
    });
    const all: RankedAnswers[] = [];
    for await (const batch of batches) {
      all.push(...batch);
      shop.watch(`comparisons ${size}`, all.length, prompts);
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
  shop: Workshop,
  { size, answersBy = size, prompts = 2000 }: RewardRecipe,
): Promise<ScalarModel> {
  const key = `${size} raw reward model, ${prompts} of ${answersBy}`;
  return keepScalarModel(shop, key, async () => {
    const model = withScalarHead(
      await sftModel(shop, size),
      shop.rng.fork("head"),
    );
    const trainer = trainRewardModel({
      model,
      comparisons: (await comparisons(shop, answersBy)).slice(0, prompts),
      rng: shop.rng.fork("reward"),
    });
    await finish(shop, `reward model ${size}`, trainer);
    return model;
  });
}

/** The same with the unit and the zero that PPO expects. */
export function rewardModel(
  shop: Workshop,
  recipe: RewardRecipe,
): Promise<ScalarModel> {
  const { size, answersBy = size, prompts = 2000 } = recipe;
  const key = `${size} reward model, ${prompts} of ${answersBy}`;
  return keepScalarModel(shop, key, async () => {
    const model = await rawRewardModel(shop, recipe);
    const samples = await normalisingSamples(shop, answersBy);
    normaliseScores(model, samples, demonstrationExchanges(shop.rng));
    return model;
  });
}

/** 200 answers of the SFT model to training prompts. */
export async function normalisingSamples(
  shop: Workshop,
  size: Size,
): Promise<Exchange[]> {
  const { rng } = shop;
  const queries = trainingQueries(rng.fork("normalise"), 200);
  const sft = await sftModel(shop, size);
  const responses = generate(sft, queries, { rng: rng.fork("samples") });
  return queries.map((query, i) => ({ query, response: responses[i]! }));
}

/** Direct preference optimisation on the same comparisons. */
export function dpoModel(
  shop: Workshop,
  size: Size,
  klCoef = 0.3,
): Promise<GPT> {
  return keepGPT(shop, `${size} DPO beta ${klCoef}`, async () => {
    const refPolicy = await sftModel(shop, size);
    const policy = cloneGPT(refPolicy);
    const trainer = trainDpo({
      policy,
      refPolicy,
      comparisons: await comparisons(shop, size),
      rng: shop.rng.fork("dpo"),
      klCoef,
    });
    await finish(shop, `DPO ${size}`, trainer);
    return policy;
  });
}
