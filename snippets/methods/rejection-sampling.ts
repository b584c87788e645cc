/**
 * Rejection sampling: the policy answers each query several times, a judge
 * picks the best answer, and the policy is fine-tuned on what was picked. That
 * is best of n, learned (RAFT, Dong et al. 2023; Touvron et al. 2023, 3.2.3).
 *
 * With a rule for a judge and minScore for a pass mark it is expert iteration
 * (STaR, Zelikman et al. 2022): learn from your own answers that are right.
 * Left out: picking from answers of earlier rounds, as Llama 2 did; starting
 * every round from the first model, as STaR did; any distance to a reference.
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import { withSettings } from "../base/settings.ts";
import { beginTraining } from "../begin-training.ts";
import { pickAnswers } from "./best-answers.ts";
import type { GPT } from "../gpt.ts";
import { trainable } from "../lora.ts";
import { type AdamW, createAdamW } from "../optimizer.ts";
import { assertQueries } from "../query-response.ts";
import type { Rng } from "../random.ts";
import type { ScoreFn } from "../rollout.ts";
import { warmUpConstant } from "../schedule.ts";
import { trainStep } from "../train-step.ts";
import { countUpdates, minibatches } from "../training.ts";
import type { Resume, TrainingStep } from "../training.ts";
import { answerShards } from "../workers/shards.ts";

export const rejectionDefaults = {
  /** few: with a learned judge, ten already please it and nobody else */
  iterations: 5,
  /** different queries per round, and answers to each to pick from */
  groups: 32,
  groupSize: 8,
  /** passes over the picked answers of a round, and answers per update */
  epochs: 2,
  minibatchSize: 16,
  learningRate: 2e-4,
  warmUp: 5,
  maxNewTokens: 18,
  /** up to so many draws of queries, until each of `groups` has an answer */
  maxDraws: 4,
};

export interface RejectionOptions extends Partial<typeof rejectionDefaults> {
  /** starts as the SFT model; changes in place */
  policy: GPT;
  /** the judge: a reward model, or a rule */
  scoreFn: ScoreFn;
  queries: readonly (readonly number[])[];
  rng: Rng;
  /** an answer below this is not learned from, be it the best of its query */
  minScore?: number;
  optimizer?: AdamW;
  resume?: Resume;
}

export interface RejectionStep extends TrainingStep {
  /** mean score of all answers, and of those that were picked */
  score: number;
  picked: number;
  /** answers sampled for this round; more if queries had none to pick */
  sampled: number;
  /** tokens per answer, and the share of answers that came to an end */
  length: number;
  ended: number;
  /** what this round could not teach, and why */
  note?: string;
}

/** What RejectionOptions has beside the settings of rejectionDefaults. */
const PARTS = [
  ...["policy", "scoreFn", "queries", "rng", "minScore", "optimizer"],
  "resume",
];

/** Trains `policy`; yields after every round. */
export async function* trainByRejection(
  options: RejectionOptions,
): AsyncGenerator<RejectionStep> {
  const settings = withSettings(rejectionDefaults, options, PARTS);
  const { policy, iterations, groups, learningRate, warmUp } = settings;
  const { optimizer = createAdamW(trainable(policy)), resume } = settings;
  assertQueries(settings.queries);
  const { minScore = -Infinity } = settings;
  assert(!Number.isNaN(minScore), "minScore is a number, got NaN.");
  const updatesPerStep = countUpdates(groups, settings);
  await beginTraining({
    trainer: "rejection sampling",
    optimizers: { optimizer },
    ...{ steps: iterations, updatesPerStep, resume },
  });
  while (optimizer.updates < iterations * updatesPerStep) {
    const step = optimizer.updates / updatesPerStep + 1;
    const rng = options.rng.fork(`round ${step}`);
    const { best, summary } = await pickAnswers({ ...settings, rng });
    const rate = warmUpConstant(step, learningRate, warmUp);
    const updates = [];
    for (const part of minibatches(best, settings, rng.fork("order"))) {
      const shards = answerShards(part);
      const update = trainStep(optimizer, rate, policy, "crossEntropy", shards);
      updates.push(await update);
    }
    yield {
      ...{ step, steps: iterations, learningRate: rate },
      loss: average(updates.map(({ loss }) => loss)),
      gradNorm: average(updates.map(({ gradNorm }) => gradNorm)),
      ...summary,
    };
  }
}
