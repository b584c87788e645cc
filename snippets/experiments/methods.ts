/**
 * Every method that learns from its own answers, from one SFT model, with one
 * judge and one budget: as many sampled answers, or as much work. Settings
 * are the papers' where they carry over (group-methods.ts) and the book's
 * otherwise; none was tuned for this table.
 */
import { average } from "../advantages.ts";
import { InputError } from "../base/assert.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { groupMethods } from "../methods/group-methods.ts";
import { grpoDefaults, type GrpoOptions, trainGrpo } from "../grpo.ts";
import { cloneScalarModel } from "../heads.ts";
import { ppoDefaults, trainPpo } from "../ppo.ts";
import type { ScoreFn } from "../rollout.ts";
import type { PolicyStep } from "../training.ts";
import { learningRates, trainingQueries } from "../training-recipe.ts";
import type { Experiment } from "./experiment.ts";
import { amount, type ExperimentContext, use } from "./experiment-context.ts";
import { correctOrNot, learnedReward } from "./judges.ts";
import { sftModel, trainedRewardModel } from "./models.ts";
import type { MethodsRow } from "./more-rows.ts";
import { evaluate, testAnswers } from "./protocol.ts";

/** What PPO samples in all; a pass is one token read once by one model. */
const ANSWERS = ppoDefaults.iterations * ppoDefaults.rolloutSize;

const JUDGES = {
  "reward model": learnedReward,
  "correct or not": async () => correctOrNot(),
};

type Judge = keyof typeof JUDGES;
type Budget = NonNullable<MethodsRow["budget"]>;

/** What a method needs of the models for an answer, and how it trains. */
interface Method {
  /** passes per token of a sampled answer, beside the judge's */
  reads: number;
  /** passes of updates per token that is learned from */
  learns: number;
  train: (context: ExperimentContext, start: Start) => Steps;
}

interface Start {
  policy: GPT;
  refPolicy: GPT;
  scoreFn: ScoreFn;
  iterations: number;
}

type Steps = Promise<AsyncGenerator<PolicyStep & { sampled?: number }>>;

/** A gradient costs two passes beside the one that it is the gradient of. */
const LEARN = 3;

const METHODS: Record<string, Method> = {
  // written, read, read by the reference and by the value function
  PPO: { reads: 4, learns: 2 * LEARN * ppoDefaults.epochs, train: ppo },
  ...Object.fromEntries(
    Object.entries(groupMethods).map(([name, method]) => [name, group(method)]),
  ),
};

function group(method: Partial<GrpoOptions>): Method {
  const { klCoef, epochs } = { ...grpoDefaults, ...method };
  return {
    reads: klCoef === 0 ? 2 : 3,
    learns: LEARN * epochs,
    train: async (context, start) =>
      trainGrpo({
        ...start,
        queries: trainingQueries(context.rng),
        rng: context.rng.fork("grpo"),
        learningRate: learningRates.ppo.M,
        ...method,
      }),
  };
}

async function ppo(context: ExperimentContext, start: Start): Steps {
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  return trainPpo({
    ...start,
    valueModel: use(context, cloneScalarModel(rewardModel)),
    queries: trainingQueries(context.rng),
    rng: context.rng.fork("ppo"),
    learningRate: learningRates.ppo.M,
  });
}

export const methods: Experiment<MethodsRow> = {
  name: "methods",
  question: "What do the methods of step 3 make of one budget and one judge?",
  arms: [
    { name: "SFT", run: async (context) => [await start(context)] },
    ...(Object.keys(JUDGES) as Judge[]).flatMap((judge) =>
      Object.keys(METHODS).flatMap((method) =>
        (["answers", "passes"] as const)
          .filter((budget) => budget === "answers" || method !== "PPO")
          .map((budget) => ({
            name: `${method}, ${judge}, ${budget}`,
            run: async (context: ExperimentContext) => [
              await row(context, method, judge, budget),
            ],
          })),
      ),
    ),
  ],
  keys: ["method", "judge", "budget"],
  columns: [
    ...(["winRate", "gold", "correct", "false", "courtesies", "kl"] as const),
    ...(["proxy", "words", "ended", "sampledAnswers", "seconds"] as const),
  ],
};

async function start(context: ExperimentContext): Promise<MethodsRow> {
  const none = { rounds: 0, sampledAnswers: 0, passes: 0, seconds: 0 };
  const sft = await sftModel(context, "M");
  return { method: "SFT", ...none, ...(await judged(context, sft)) };
}

async function row(
  context: ExperimentContext,
  method: string,
  judge: Judge,
  budget: Budget,
): Promise<MethodsRow> {
  const refPolicy = await sftModel(context, "M");
  const policy = use(context, cloneGPT(refPolicy));
  const scoreFn = await JUDGES[judge](context);
  const began = performance.now();
  const options = { policy, refPolicy, scoreFn, iterations: 10_000 };
  const steps = await METHODS[method]!.train(context, options);
  const log = await train(context, method, judge, budget, steps);
  const seconds = (performance.now() - began) / 1000;
  const seen = await judged(context, policy);
  return { method, judge, budget, ...log, seconds, ...seen };
}

/** Trains until the budget is used up. */
async function train(
  context: ExperimentContext,
  method: string,
  judge: Judge,
  budget: Budget,
  steps: AsyncIterable<PolicyStep & { sampled?: number }>,
) {
  const learned = judge === "reward model" ? 1 : 0;
  const cost = (of: Method, sampled: number, used: number, length: number) =>
    length * (sampled * (of.reads + learned) + used * of.learns);
  const round = ppoDefaults.rolloutSize;
  const enough = amount(context, ANSWERS, 3 * round);
  const seen: PolicyStep[] = [];
  let [sampledAnswers, passes] = [0, 0];
  let stopped: string | undefined;
  try {
    for await (const step of steps) {
      const sampled = step.sampled ?? round;
      seen.push(step);
      sampledAnswers += sampled;
      passes += cost(METHODS[method]!, sampled, round, step.length);
      // what PPO's passes would be for answers of this length
      const ppoPasses = cost(METHODS.PPO!, enough, enough, meanLength(seen));
      const done = budget === "answers" ? sampledAnswers : passes;
      const whole = budget === "answers" ? enough : ppoPasses;
      context.watch(`${method}, ${judge}, ${budget}`, done, whole);
      if (done >= whole) break;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    stopped = error.message;
  }
  const last = seen.slice(-5);
  return {
    ...{ rounds: seen.length, sampledAnswers, passes },
    length: average(last.map(({ length }) => length)),
    entropy: average(last.map(({ entropy }) => entropy)),
    clipfrac: average(seen.map(({ clipfrac }) => clipfrac)),
    ...(stopped && { stopped }),
  };
}

function meanLength(steps: readonly PolicyStep[]): number {
  return average(steps.map(({ length }) => length));
}

async function judged(context: ExperimentContext, policy: GPT) {
  const reference = await sftModel(context, "M");
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  const answers = testAnswers(context, policy);
  return evaluate(context, { answers, policy, reference, rewardModel });
}
