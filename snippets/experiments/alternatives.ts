/**
 * Other ways from the same SFT model to better answers: no training at all
 * (best of n), no reward model (DPO), no value function (GRPO), and a rule
 * instead of a learned judge, as reasoning models are trained with today.
 */
import { generate } from "../generate.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { grpoDefaults, trainGrpo } from "../grpo.ts";
import { scoreExchanges } from "../heads.ts";
import { learningRates, trainingQueries } from "../training-recipe.ts";
import type { ScoreFn } from "../rollout.ts";
import { type Answer, features, gold, readAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { prompt } from "../world/requests.ts";
import { burrow } from "../world/vocabulary.ts";
import type { Experiment } from "./experiment.ts";
import { dpoModel, rewardModel, sftModel } from "./models.ts";
import type { AlternativesRow } from "./more-rows.ts";
import { MAIN, ppoRun, PTX } from "./ppo-runs.ts";
import { evaluate, testAnswers, testSet } from "./protocol.ts";
import { amount, finish, use, type Workshop } from "./experiment-context.ts";

interface Method {
  needs: string;
  sampledAnswers: number;
  model?: (shop: Workshop) => Promise<GPT>;
  answers?: (shop: Workshop) => Promise<Answer[]>;
}

const ANSWERS = grpoDefaults.iterations * 64; // PPO's rounds are as many

const METHODS: Record<string, Method> = {
  SFT: {
    needs: "demonstrations",
    sampledAnswers: 0,
    model: (shop) => sftModel(shop, "M"),
  },
  "best of 16": {
    needs: "a reward model, and 16 answers for each one",
    sampledAnswers: 0,
    answers: bestOf16,
  },
  PPO: {
    needs: "a reward model and a value function",
    sampledAnswers: ANSWERS,
    model: async (shop) => (await ppoRun(shop, MAIN)).policy,
  },
  "PPO-ptx": {
    needs: "a reward model, a value function and the corpus",
    sampledAnswers: ANSWERS,
    model: async (shop) => (await ppoRun(shop, PTX)).policy,
  },
  "DPO beta 0.3": dpo(0.3),
  "GRPO, gold rule": grpo("the rubric itself", async () => byRule(gold)),
  "GRPO, reward model": grpo("a reward model", learnedJudge),
  "GRPO, reward model, beta 0.6": grpo("a reward model", learnedJudge, 0.6),
  "GRPO, correct or not": grpo("a check of the answer", async () =>
    byRule((request, answer) => features(request, answer).correct),
  ),
  "DPO beta 0.1": dpo(0.1),
};

export const alternatives: Experiment<AlternativesRow> = {
  name: "alternatives",
  question: "What do DPO, best of n and GRPO make of the same data?",
  arms: Object.entries(METHODS).map(([method, how]) => ({
    name: method,
    run: async (shop) => [await row(shop, method, how)],
  })),
  keys: ["method"],
  columns: [
    ...(["winRate", "winRateGold", "gold", "correct", "false"] as const),
    ...(["courtesies", "kl", "proxy", "words", "ended"] as const),
  ],
};

async function row(
  shop: Workshop,
  method: string,
  { needs, sampledAnswers, model, answers }: Method,
): Promise<AlternativesRow> {
  const policy = await model?.(shop);
  const given = policy ? testAnswers(shop, policy) : await answers!(shop);
  const reference = await sftModel(shop, "M");
  const judge = await rewardModel(shop, { size: "M" });
  const subject = { answers: given, policy, reference, judge };
  const seen = await evaluate(shop, subject);
  return { method, needs, sampledAnswers, ...seen };
}

function dpo(klCoef: number): Method {
  return {
    needs: "comparisons",
    sampledAnswers: 0,
    model: (shop) => dpoModel(shop, "M", klCoef),
  };
}

/** The answer that the reward model likes best of 16 samples. */
async function bestOf16(shop: Workshop): Promise<Answer[]> {
  const sft = await sftModel(shop, "M");
  const judge = await rewardModel(shop, { size: "M" });
  const rng = shop.rng.fork("best of 16");
  return testSet(shop).map((request, i) => {
    const query = burrow.encode(prompt(request));
    const queries = Array.from({ length: 16 }, () => query);
    const responses = generate(sft, queries, { rng: rng.fork(i) });
    const exchanges = responses.map((response) => ({ query, response }));
    const scores = scoreExchanges(judge, exchanges);
    return readAnswer(responses[scores.indexOf(Math.max(...scores))]!);
  });
}

function grpo(
  needs: string,
  judgeOf: (shop: Workshop) => Promise<ScoreFn>,
  klCoef = grpoDefaults.klCoef,
): Method {
  const model = async (shop: Workshop) => {
    const refPolicy = await sftModel(shop, "M");
    const policy = use(shop, cloneGPT(refPolicy));
    const trainer = trainGrpo({
      policy,
      refPolicy,
      scoreFn: await judgeOf(shop),
      queries: trainingQueries(shop.rng),
      rng: shop.rng.fork("grpo"),
      iterations: amount(shop, grpoDefaults.iterations, 3),
      learningRate: learningRates.ppo.M,
      klCoef,
    });
    await finish(shop, `GRPO, ${needs}`, trainer);
    return policy;
  };
  return { needs, sampledAnswers: ANSWERS, model };
}

async function learnedJudge(shop: Workshop): Promise<ScoreFn> {
  const judge = await rewardModel(shop, { size: "M" });
  return (exchanges) => scoreExchanges(judge, exchanges);
}

/** A verifiable reward: nobody's taste is learned. */
function byRule(rule: typeof gold): ScoreFn {
  return (exchanges) =>
    exchanges.map(({ query, response }) => {
      const request = parseRequest(burrow.decode(query))!;
      return rule(request, readAnswer(response));
    });
}
