/**
 * Does the loss on answers held back get worse while the answers get better?
 * InstructGPT saw it after one pass over its demonstrations, and went on for
 * 16 (Ouyang et al. 2022, 3.5). Here: every pass of one run, and runs of
 * different length, each with a learning rate that ends near 0.
 */
import type { QueryResponse } from "../query-response.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { responseLogprobs } from "../rollout.ts";
import { demonstrationPairs, learningRates } from "../training-recipe.ts";
import { trainSft } from "../sft.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { baseModel, trainedRewardModel } from "./models.ts";
import type { OverFittingRow } from "./more-rows.ts";
import { evaluate, testAnswers } from "./protocol.ts";
import { use, type ExperimentContext } from "./experiment-context.ts";

const BATCH = 16;

export const overFitting: Experiment<OverFittingRow> = {
  name: "over-fitting",
  question: "Does the loss over-fit while the answers still get better?",
  arms: [
    oneRun(400),
    ...[1, 2, 4, 8, 16].map((passes) => ownRun(400, passes)),
    oneRun(100),
  ],
  seeds: [1, 2, 3, 4, 5],
  keys: ["part", "demonstrations", "passes"],
  columns: [
    ...(["heldBackLoss", "newRequestLoss", "learnedLoss"] as const),
    ...(["gold", "correct", "false", "rude", "ended"] as const),
    ...(["winRate", "winRateGold", "proxy"] as const),
  ],
};

/** Sixteen passes, judged before the first and after each. */
function oneRun(demonstrations: number): Arm<OverFittingRow> {
  const part = "one run";
  return {
    name: `${part}, ${demonstrations}`,
    run: (context) => follow(context, { part, demonstrations, passes: 16 }),
  };
}

/** The end of a run of its own: of 8 passes, the book's SFT model. */
function ownRun(demonstrations: number, passes: number): Arm<OverFittingRow> {
  const part = "own run";
  return {
    name: `${part}, ${demonstrations}, ${passes}`,
    run: async (context) =>
      (await follow(context, { part, demonstrations, passes })).slice(-1),
  };
}

type Run = Pick<OverFittingRow, "part" | "demonstrations" | "passes">;

async function follow(
  context: ExperimentContext,
  run: Run,
): Promise<OverFittingRow[]> {
  const { part, demonstrations, passes } = run;
  const written = demonstrationPairs(context.rng, 1000);
  const learned = written.slice(0, demonstrations);
  const heldBack = written.slice(400);
  const known = new Set(learned.map(({ query }) => query.join(" ")));
  const unseen = heldBack.filter(({ query }) => !known.has(query.join(" ")));
  const model = use(context, cloneGPT(await baseModel(context, "M")));
  const perPass = Math.floor(demonstrations / BATCH);
  const evaluatePass = async (pass: number): Promise<OverFittingRow> => ({
    ...{ part: pass === 0 ? "base" : part, demonstrations, passes: pass },
    heldBackLoss: meanLoss(model, heldBack),
    newRequestLoss: meanLoss(model, unseen),
    learnedLoss: meanLoss(model, learned),
    ...(await judgeAnswers(context, model)),
  });
  const rows = part === "one run" ? [await evaluatePass(0)] : [];
  const training = trainSft({
    model,
    demonstrations: learned,
    rng: context.rng.fork("sft"),
    epochs: passes,
    batchSize: BATCH,
    learningRate: learningRates.sft.M,
    ...(context.quick && { steps: perPass }),
  });
  for await (const { step, steps } of training) {
    context.watch(`${part} on ${demonstrations}`, step, steps);
    const isLast = step === steps;
    if (!isLast && (part === "own run" || step % perPass !== 0)) continue;
    rows.push(await evaluatePass(step / perPass));
  }
  return rows;
}

/** As everywhere, with the score of the book's reward model as the proxy. */
async function judgeAnswers(context: ExperimentContext, model: GPT) {
  const rewardModel = await trainedRewardModel(context, { size: "M" });
  const answers = testAnswers(context, model);
  return evaluate(context, { answers, rewardModel });
}

/** -log p per token of the answers. */
function meanLoss(
  model: GPT,
  queryResponses: readonly QueryResponse[],
): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < queryResponses.length; i += 50) {
    const part = responseLogprobs(model, queryResponses.slice(i, i + 50));
    for (const logprob of part.flat()) {
      sum -= logprob;
      count += 1;
    }
  }
  return sum / count;
}
