/**
 * Other ways from the same SFT model to better answers: no training at all
 * (best of n), no reward model (DPO), no value function (GRPO), and a rule
 * instead of a learned judge, as reasoning models are trained with today.
 */
import { generate } from "../generate.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { grpoDefaults, trainGrpo } from "../grpo.ts";
import { scoreResponses } from "../heads.ts";
import { learningRates, trainingQueries } from "../training-recipe.ts";
import type { ScoreFn } from "../rollout.ts";
import { type Answer, gold, readAnswer } from "../world/gold.ts";
import { prompt } from "../world/requests.ts";
import { burrow } from "../world/vocabulary.ts";
import type { Experiment } from "./experiment.ts";
import { byRule, correctOrNot, learnedReward } from "./judges.ts";
import { dpoModel, trainedRewardModel, sftModel } from "./models.ts";
import type { AlternativesRow } from "./more-rows.ts";
import { MAIN, ppoRun, PTX } from "./ppo-runs.ts";
import { evaluate, testAnswers, testSet } from "./protocol.ts";
import {
  amount,
  finish,
  use,
  type ExperimentContext,
} from "./experiment-context.ts";

interface Method {
  needs: string;
  sampledAnswers: number;
  model?: (context: ExperimentContext) => Promise<GPT>;
  answers?: (context: ExperimentContext) => Promise<Answer[]>;
}

const ANSWERS = grpoDefaults.iterations * 64; // PPO's rounds are as many

const METHODS: Record<string, Method> = {
  SFT: {
    needs: "demonstrations",
    sampledAnswers: 0,
    model: (context) => sftModel(context, "M"),
  },
  "best of 16": {
    needs: "a reward model, and 16 answers for each one",
    sampledAnswers: 0,
    answers: bestOf16,
  },
  PPO: {
    needs: "a reward model and a value function",
    sampledAnswers: ANSWERS,
    model: async (context) => (await ppoRun(context, MAIN)).policy,
  },
  "PPO-ptx": {
    needs: "a reward model, a value function and the corpus",
    sampledAnswers: ANSWERS,
    model: async (context) => (await ppoRun(context, PTX)).policy,
  },
  "DPO beta 0.3": dpo(0.3),
  "GRPO, gold rule": grpo("the rubric itself", async () => byRule(gold)),
  "GRPO, reward model": grpo("a reward model", learnedReward),
  "GRPO, reward model, beta 0.6": grpo("a reward model", learnedReward, 0.6),
  "GRPO, correct or not": grpo("a check of the answer", async () =>
    correctOrNot(),
  ),
  "DPO beta 0.1": dpo(0.1),
};

export const alternatives: Experiment<AlternativesRow> = {
  name: "alternatives",
  question: "What do DPO, best of n and GRPO make of the same data?",
  arms: Object.entries(METHODS).map(([method, how]) => ({
    name: method,
    run: async (context) => [await row(context, method, how)],
  })),
  keys: ["method"],
  columns: [
    ...(["winRate", "winRateGold", "gold", "correct", "false"] as const),
    ...(["courtesies", "kl", "proxy", "words", "ended"] as const),
  ],
};

async function row(
  context: ExperimentContext,
  method: string,
  { needs, sampledAnswers, model, answers }: Method,
): Promise<AlternativesRow> {
  const policy = await model?.(context);
  const given = policy ? testAnswers(context, policy) : await answers!(context);
  const reference = await sftModel(context, "M");
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  const subject = { answers: given, policy, reference, rewardModel };
  const seen = await evaluate(context, subject);
  return { method, needs, sampledAnswers, ...seen };
}

function dpo(klCoef: number): Method {
  return {
    needs: "comparisons",
    sampledAnswers: 0,
    model: (context) => dpoModel(context, "M", klCoef),
  };
}

/** The answer that the reward model likes best of 16 samples. */
async function bestOf16(context: ExperimentContext): Promise<Answer[]> {
  const sft = await sftModel(context, "M");
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  const rng = context.rng.fork("best of 16");
  return testSet(context).map((request, i) => {
    const query = burrow.encode(prompt(request));
    const queries = Array.from({ length: 16 }, () => query);
    const responses = generate(sft, queries, { rng: rng.fork(i) });
    const queryResponses = responses.map((response) => ({ query, response }));
    const scores = scoreResponses(rewardModel, queryResponses);
    return readAnswer(responses[scores.indexOf(Math.max(...scores))]!);
  });
}

function grpo(
  needs: string,
  judgeOf: (context: ExperimentContext) => Promise<ScoreFn>,
  klCoef = grpoDefaults.klCoef,
): Method {
  const model = async (context: ExperimentContext) => {
    const refPolicy = await sftModel(context, "M");
    const policy = use(context, cloneGPT(refPolicy));
    const trainer = trainGrpo({
      policy,
      refPolicy,
      scoreFn: await judgeOf(context),
      queries: trainingQueries(context.rng),
      rng: context.rng.fork("grpo"),
      iterations: amount(context, grpoDefaults.iterations, 3),
      learningRate: learningRates.ppo.M,
      klCoef,
    });
    await finish(context, `GRPO, ${needs}`, trainer);
    return policy;
  };
  return { needs, sampledAnswers: ANSWERS, model };
}
