/**
 * What else people train answers with, from the same SFT model and the same
 * rankings: the other losses on preferences, the best of one's own answers,
 * several reward models at once, a leash that adjusts itself, a teacher, and
 * adapters in the place of weights. Settings are the papers' where they carry
 * over; two of a kind stand where they do not. None was tuned for this table.
 */
import { createAdaptiveKl } from "../adaptive-kl.ts";
import { distill } from "../methods/distillation.ts";
import { type DpoOptions, trainDpo } from "../dpo.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { groupMethods } from "../methods/group-methods.ts";
import { trainGrpo } from "../grpo.ts";
import { cloneScalarModel } from "../heads.ts";
import { scoreResponses, withScalarHead } from "../heads.ts";
import { judgedAnswers, type KtoOptions, trainKto } from "../methods/kto.ts";
import { withLora } from "../lora.ts";
import { mergeLora } from "../merge-lora.ts";
import { disposeParameters } from "../parameters.ts";
import { ppoDefaults, type PpoOptions, trainPpo } from "../ppo.ts";
import { trainByRejection } from "../methods/rejection-sampling.ts";
import {
  type EnsembleRule,
  ensembleScore,
} from "../methods/reward-ensemble.ts";
import { normaliseScores, trainRewardModel } from "../reward-model.ts";
import type { ScoreFn } from "../rollout.ts";
import type { TrainingStep } from "../training.ts";
import { demonstrationPairs, learningRates } from "../training-recipe.ts";
import { trainingQueries } from "../training-recipe.ts";
import type { Experiment } from "./experiment.ts";
import { amount, type ExperimentContext, use } from "./experiment-context.ts";
import { correctOrNot, learnedReward } from "./judges.ts";
import { comparisons, normalisingSamples } from "./models.ts";
import { sftModel, trainedRewardModel } from "./models.ts";
import type { OtherWaysRow } from "./more-rows.ts";
import { MAIN, ppoRun } from "./ppo-runs.ts";
import { evaluate, testAnswers } from "./protocol.ts";

/** A training, and the answers that a step of it samples. */
interface Way {
  steps: AsyncIterable<TrainingStep & { sampled?: number }>;
  perStep?: number;
  /** the model to judge, where it is not the policy as it is */
  finished?: () => GPT;
}

type Begin = (context: ExperimentContext, start: Start) => Promise<Way>;

interface Start {
  policy: GPT;
  refPolicy: GPT;
}

const ROUND = ppoDefaults.rolloutSize;

const WAYS: Record<string, { kind: OtherWaysRow["kind"]; begin: Begin }> = {
  "DPO, beta 0.3": preferences({ klCoef: 0.3 }),
  "cDPO, one in ten wrong": preferences({ klCoef: 0.3, labelSmoothing: 0.1 }),
  "IPO, beta 0.3": preferences({ loss: "ipo", klCoef: 0.3 }),
  "IPO, beta 1": preferences({ loss: "ipo", klCoef: 1 }),
  "SimPO, beta 2, gamma 1": preferences({
    ...{ loss: "simpo", klCoef: 2, margin: 1 },
  }),
  "ORPO, lambda 0.1": preferences({ loss: "orpo", oddsCoef: 0.1 }),
  "ORPO, lambda 1": preferences({ loss: "orpo", oddsCoef: 1 }),
  "KTO, beta 0.1": kto({ klCoef: 0.1 }),
  "KTO, beta 0.3": kto({ klCoef: 0.3 }),
  "rejection sampling, 5 rounds": rejection(5, learnedReward),
  "rejection sampling, 15 rounds": rejection(15, learnedReward),
  "expert iteration, 15 rounds": rejection(15, async () => correctOrNot(), 1),
  "PPO, three reward models, mean": ensemble("mean"),
  "PPO, three reward models, lowest": ensemble("minimum"),
  "PPO, drift held at 1.5 nats": ppo(async () => ({
    adaptiveKl: createAdaptiveKl({ target: 1.5 }),
  })),
  "Dr. GRPO by LoRA, rank 4": lora(4),
  "distilled from PPO": { kind: "teacher", begin: distilled },
};

export const otherWays: Experiment<OtherWaysRow> = {
  name: "other-ways",
  question: "What do the other ways to better answers make of the same data?",
  arms: Object.entries(WAYS).map(([method, { kind, begin }]) => ({
    name: method,
    run: async (context) => [await row(context, method, kind, begin)],
  })),
  keys: ["method"],
  columns: [
    ...(["winRate", "gold", "correct", "false", "courtesies", "kl"] as const),
    ...(["proxy", "words", "ended", "sampledAnswers", "seconds"] as const),
  ],
};

async function row(
  context: ExperimentContext,
  method: string,
  kind: OtherWaysRow["kind"],
  begin: Begin,
): Promise<OtherWaysRow> {
  const refPolicy = await sftModel(context, "M");
  const own = use(context, cloneGPT(refPolicy));
  const way = await begin(context, { policy: own, refPolicy });
  const began = performance.now();
  let [steps, sampledAnswers] = [0, 0];
  for await (const step of way.steps) {
    context.watch(method, step.step, step.steps);
    steps = step.step;
    sampledAnswers += step.sampled ?? way.perStep ?? 0;
  }
  const seconds = (performance.now() - began) / 1000;
  const policy = way.finished?.() ?? own;
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  const seen = await evaluate(context, {
    answers: testAnswers(context, policy),
    ...{ policy, reference: refPolicy, rewardModel },
  });
  return { method, kind, steps, sampledAnswers, seconds, ...seen };
}

function preferences(settings: Partial<DpoOptions>) {
  const begin: Begin = async (context, start) => ({
    steps: trainDpo({
      ...start,
      comparisons: await comparisons(context, "M"),
      rng: context.rng.fork("dpo"),
      ...settings,
    }),
  });
  return { kind: "rankings" as const, begin };
}

function kto(settings: Partial<KtoOptions>) {
  const begin: Begin = async (context, start) => ({
    steps: trainKto({
      ...start,
      answers: judgedAnswers(await comparisons(context, "M")),
      rng: context.rng.fork("kto"),
      ...settings,
    }),
  });
  return { kind: "rankings" as const, begin };
}

function rejection(
  rounds: number,
  judge: (context: ExperimentContext) => Promise<ScoreFn>,
  minScore?: number,
) {
  const begin: Begin = async (context, { policy }) => ({
    steps: trainByRejection({
      policy,
      scoreFn: await judge(context),
      queries: trainingQueries(context.rng),
      rng: context.rng.fork("rejection"),
      iterations: amount(context, rounds, 2),
      learningRate: learningRates.ppo.M,
      ...(minScore !== undefined && { minScore }),
    }),
  });
  return { kind: "own answers" as const, begin };
}

function ppo(
  change: (context: ExperimentContext) => Promise<Partial<PpoOptions>>,
) {
  const begin: Begin = async (context, start) => {
    const rewardModel = await trainedRewardModel(context, { size: "M" });
    const steps = trainPpo({
      ...start,
      valueModel: use(context, cloneScalarModel(rewardModel)),
      scoreFn: await learnedReward(context),
      queries: trainingQueries(context.rng),
      rng: context.rng.fork("ppo"),
      iterations: amount(context, ppoDefaults.iterations, 3),
      learningRate: learningRates.ppo.M,
      ...(await change(context)),
    });
    return { steps, perStep: ROUND };
  };
  return { kind: "own answers" as const, begin };
}

function ensemble(rule: EnsembleRule) {
  return ppo(async (context) => {
    const models = [await trainedRewardModel(context, { size: "M" })];
    for (const name of ["second", "third"]) {
      models.push(await anotherRewardModel(context, name));
    }
    const judges = models.map((model): ScoreFn => (queryResponses) => {
      return scoreResponses(model, queryResponses);
    });
    return { scoreFn: ensembleScore(judges, rule) };
  });
}

/** From the same rankings: another head, and another order of learning. */
async function anotherRewardModel(context: ExperimentContext, name: string) {
  const rng = context.rng.fork(`${name} reward model`);
  const sft = await sftModel(context, "M");
  const model = use(context, withScalarHead(sft, rng.fork("head")));
  const ranked = await comparisons(context, "M");
  const data = { comparisons: ranked, rng: rng.fork("reward") };
  for await (const { step, steps } of trainRewardModel({
    ...{ model, ...data },
  })) {
    context.watch(`${name} reward model`, step, steps);
  }
  const samples = await normalisingSamples(context, "M");
  normaliseScores(model, samples, demonstrationPairs(context.rng));
  return model;
}

function lora(rank: number) {
  const begin: Begin = async (context, { policy, refPolicy }) => {
    const rng = context.rng.fork("lora");
    const adapted = withLora(policy, { rng, rank });
    const steps = trainGrpo({
      ...{ ...groupMethods["Dr. GRPO"], policy: adapted, refPolicy },
      scoreFn: correctOrNot(),
      queries: trainingQueries(context.rng),
      rng: context.rng.fork("grpo"),
      iterations: amount(context, ppoDefaults.iterations, 3),
      learningRate: 10 * learningRates.ppo.M,
    });
    const finished = () => {
      const merged = use(context, mergeLora(adapted));
      disposeParameters(adapted.lora.adapters);
      return merged;
    };
    return { steps, finished };
  };
  return { kind: "own answers" as const, begin };
}

async function distilled(
  context: ExperimentContext,
  { policy }: Start,
): Promise<Way> {
  const { policy: teacher } = await ppoRun(context, MAIN);
  const steps = distill({
    ...{ student: policy, teacher },
    queries: trainingQueries(context.rng),
    rng: context.rng.fork("distillation"),
    iterations: amount(context, 60, 3),
    batchSize: ROUND,
  });
  return { steps, perStep: ROUND };
}
