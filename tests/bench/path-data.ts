/** What the whole path learns from, in plain numbers, so that a peer can do the same work. */
import { readFileSync } from "node:fs";
import { SAMPLING, type Shape, SHAPES, type SizeName } from "../../src/benchmark/shapes.ts";
import { randomRows } from "../../src/benchmark/works.ts";
import { encodeComparison, type RankedAnswers } from "../../snippets/comparisons.ts";
import type { QueryResponse } from "../../snippets/query-response.ts";
import { createRng } from "../../snippets/random.ts";
import { corpusRows, demonstrationPairs } from "../../snippets/training-recipe.ts";
import { learningRates, trainingQueries } from "../../snippets/training-recipe.ts";
import type { Comparison } from "../../snippets/reward-model.ts";

export interface PathData {
  /** one batch of pretraining rows per step */
  rows: number[][][];
  demonstrations: QueryResponse[];
  comparisons: Comparison[];
  queries: number[][];
  /** steps of SFT and of the reward model, rounds of PPO */
  steps: { sft: number; reward: number; ppo: number };
  rates: { pretrain: number; sft: number; ppo: number };
  maxNewTokens: number;
}

/** @param share 1 for the whole path, 0.1 for a tenth of every stage's steps, in whole steps */
export function pathData(size: SizeName, share: number): PathData {
  return size === "burrow" ? recipeData(share) : randomData(SHAPES[size], share);
}

function stepsOf(all: number, share: number): number {
  return Math.max(1, Math.round(all * share));
}

function partOf({ sft, reward, ppo }: PathData["steps"], share: number): PathData["steps"] {
  return { sft: stepsOf(sft, share), reward: stepsOf(reward, share), ppo: stepsOf(ppo, share) };
}

/** The book's main recipe, with the comparisons that it ships. */
function recipeData(share: number): PathData {
  const rng = createRng(1);
  const rows = corpusRows(rng);
  const file = new URL("../../public/checkpoints/reward/comparisons.jsonl", import.meta.url);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const ranked = lines.map((line) => JSON.parse(line) as RankedAnswers);
  return {
    rows: Array.from({ length: stepsOf(1500, share) }, (_, step) => rows(step + 1)),
    demonstrations: demonstrationPairs(rng),
    comparisons: ranked.map(encodeComparison),
    queries: trainingQueries(rng),
    steps: partOf({ sft: 200, reward: 250, ppo: 60 }, share),
    rates: { pretrain: learningRates.pretrain.M, sft: learningRates.sft.M, ppo: learningRates.ppo.M },
    maxNewTokens: 18,
  };
}

/** Random tokens in the same amounts, for models that do not know the Burrow's words. */
function randomData({ V, B, T }: Shape, share: number): PathData {
  const rng = createRng(1);
  const { promptLength, newTokens } = SAMPLING;
  const queries = randomRows(rng, 1000, promptLength, V);
  const answers = randomRows(rng, 9600, newTokens, V);
  return {
    rows: Array.from({ length: stepsOf(1500, share) }, () => randomRows(rng, B, T, V)),
    demonstrations: queries.slice(0, 400).map((query, i) => ({ query, response: answers[i]! })),
    comparisons: queries.map((query, i) => ({ query, ranked: answers.slice(6 * i, 6 * i + 6) })),
    queries,
    steps: partOf({ sft: 300, reward: 300, ppo: 150 }, share),
    rates: { pretrain: 1e-3, sft: 5e-4, ppo: 2e-4 },
    maxNewTokens: newTokens,
  };
}
