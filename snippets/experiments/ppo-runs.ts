/**
 * PPO runs, each made once and then kept with its log: what the trainer
 * reported, the gold of every round's answers, and tests on unseen prompts.
 */
import { average } from "../advantages.ts";
import { InputError } from "../base/assert.ts";
import { gptFiles, loadGPT } from "../checkpoint.ts";
import { report } from "../evaluate.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import type { ScalarModel } from "../heads.ts";
import { ppoDefaults, type PpoOptions, trainPpo } from "../ppo.ts";
import type { PpoStep } from "../ppo.ts";
import { type Episode, rollout } from "../rollout.ts";
import { features, gold, readAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { burrow } from "../world/vocabulary.ts";
import { trainedRewardModel, sftModel } from "./models.ts";
import { ppoOptions, type PpoRecipe } from "./ppo-recipe.ts";
import { drift, queryResponsesFor, meanScore } from "./protocol.ts";
import { testAnswers, testSet } from "./protocol.ts";
import {
  decodeJson,
  encodeJson,
  cachedFiles,
  use,
} from "./experiment-context.ts";
import type { ExperimentContext } from "./experiment-context.ts";

/** One round: what the trainer said, and what its answers were worth. */
export interface Round extends PpoStep {
  gold: number;
  correct: number;
}

/** Test prompts answered in the middle of training. */
export interface Check {
  step: number;
  proxy: number;
  kl: number;
  gold: number;
  correct: number;
  words: number;
}

interface Log {
  rounds: Round[];
  checks: Check[];
  /** why training broke off, if it did: a number was no longer finite */
  stopped?: string;
}

export type PpoRun = Log & { policy: GPT };

/** The book's run: size M, beta 0.15, 60 rounds. */
export const MAIN: PpoRecipe = { checks: [5, 10, 15, 20, 25, 30, 45, 60] };

/** The same with pretraining mixed in (PPO-ptx). */
export const PTX: PpoRecipe = { ptx: 0.5 };

/** A run that is made once and then kept. */
export async function ppoRun(
  context: ExperimentContext,
  recipe: PpoRecipe = MAIN,
): Promise<PpoRun> {
  const key = `PPO ${JSON.stringify(recipe)}`;
  const files = await cachedFiles(context, key, async () => {
    const { policy, ...log } = await trainRun(context, recipe);
    return { ...gptFiles(policy, burrow), "log.json": encodeJson(log) };
  });
  const policy = use(context, await loadGPT(async (name) => files[name]!));
  return { policy, ...decodeJson<Log>(files["log.json"]!) };
}

/** @param change of the finished options, such as a mistake in them */
export async function trainRun(
  context: ExperimentContext,
  recipe: PpoRecipe,
  change = (options: PpoOptions) => options,
): Promise<PpoRun> {
  const { checks = [], size = "M" } = recipe;
  const rewardModel = await trainedRewardModel(
    context,
    recipe.rewardModel ?? { size },
  );
  const refPolicy = await sftModel(context, size);
  const policy = use(context, cloneGPT(refPolicy));
  const usual = await ppoOptions(
    context,
    recipe,
    rewardModel,
    policy,
    refPolicy,
  );
  const options = change(usual);
  const log: Log = { rounds: [], checks: [] };
  let worth = { gold: NaN, correct: NaN };
  const trainer = trainPpo({
    ...options,
    async rolloutFn(round) {
      const episodes = await (options.rolloutFn ?? rollout)(round);
      worth = worthOf(episodes);
      return episodes;
    },
  });
  try {
    for await (const step of trainer) {
      context.watch(nameOf(recipe), step.step, step.steps);
      log.rounds.push({ ...step, ...worth });
      if (!checks.includes(step.step)) continue;
      const seen = check(context, policy, refPolicy, rewardModel);
      log.checks.push({ step: step.step, ...seen });
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    log.stopped = error.message; // some mistakes end like this
  }
  return { policy, ...log };
}

function worthOf(episodes: readonly Episode[]) {
  const seen = episodes.map(({ query, response }) => {
    const request = parseRequest(burrow.decode(query))!;
    const answer = readAnswer(response);
    const { correct } = features(request, answer);
    return { gold: gold(request, answer), correct };
  });
  return {
    gold: average(seen.map((s) => s.gold)),
    correct: average(seen.map((s) => s.correct)),
  };
}

/** 200 test prompts, always with the same draws. */
export function check(
  context: ExperimentContext,
  policy: GPT,
  refPolicy: GPT,
  rewardModel: ScalarModel,
): Omit<Check, "step"> {
  const requests = testSet(context, 200);
  const answers = testAnswers(context, policy, 200);
  const queryResponses = queryResponsesFor(requests, answers);
  const { gold, correct, words } = report(requests, answers);
  return {
    proxy: meanScore(rewardModel, queryResponses),
    kl: drift(policy, refPolicy, queryResponses),
    ...{ gold, correct, words },
  };
}

function nameOf({ size = "M", settings, ptx }: PpoRecipe): string {
  const { klCoef = ppoDefaults.klCoef } = settings ?? {};
  const mix = ptx === undefined ? "" : `, ptx ${ptx}`;
  return `PPO ${size}, beta ${klCoef}${mix}`;
}
