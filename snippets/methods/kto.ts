/**
 * Kahneman-Tversky optimisation (Ethayarajh et al. 2024): DPO's idea for
 * answers that were judged one by one. A thumb up or down is enough; no two
 * answers to one query are needed.
 *
 * What counts as a gain is measured from z0, how far the policy has drifted in
 * general: an answer's drift above it is a gain, below it a loss.
 * As in the paper, z0 is estimated from one batch, whose answers are put to
 * each other's queries. Left out: nothing of the method.
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import { withSettings } from "../base/settings.ts";
import { beginTraining } from "../begin-training.ts";
import type { GPT } from "../gpt.ts";
import { trainable } from "../lora.ts";
import type { JudgedShard } from "../losses.ts";
import { type AdamW, createAdamW } from "../optimizer.ts";
import { answerLogprobs } from "../preferences.ts";
import { assertTokens, type QueryResponse } from "../query-response.ts";
import type { Rng } from "../random.ts";
import { readBack } from "../read-back.ts";
import { type Comparison, withPairs } from "../reward-model.ts";
import { warmUpCosine } from "../schedule.ts";
import { trainStep } from "../train-step.ts";
import { epochBatch, stepsPerEpoch } from "../training.ts";
import type { Resume, TrainingStep } from "../training.ts";
import { partsOf } from "../workers/shards.ts";

/** An answer and what somebody said of it. */
export interface JudgedAnswer extends QueryResponse {
  good: boolean;
}

export const ktoDefaults = {
  epochs: 1,
  /** answers per step */
  batchSize: 32,
  learningRate: 2e-4,
  warmUp: 5,
  /** beta: how much score one nat of drift stands for */
  klCoef: 0.3,
  /** lambda_D and lambda_U; the paper has the number of good answers times
   * the one about as large as that of the others times the other */
  goodWeight: 1,
  otherWeight: 1,
};

export interface KtoOptions extends Partial<typeof ktoDefaults> {
  /** starts as the SFT model; changes in place */
  policy: GPT;
  /** the SFT model itself; never changes */
  refPolicy: GPT;
  answers: readonly JudgedAnswer[];
  rng: Rng;
  steps?: number;
  optimizer?: AdamW;
  resume?: Resume;
}

export interface KtoStep extends TrainingStep {
  /** z0, in nats */
  baseline: number;
  /** share of this step's answers that are on their side of the baseline */
  accuracy: number;
}

/** What KtoOptions has beside the settings of ktoDefaults. */
const PARTS = [
  ...["policy", "refPolicy", "answers", "rng", "steps", "optimizer"],
  "resume",
];

/** Trains `policy`; yields after every step. */
export async function* trainKto(options: KtoOptions): AsyncGenerator<KtoStep> {
  const settings = withSettings(ktoDefaults, options, PARTS);
  const { policy, answers, rng, epochs, batchSize, learningRate } = settings;
  const { optimizer = createAdamW(trainable(policy)), resume } = settings;
  assertTokens("Answer", answers);
  assert(
    Math.min(batchSize, answers.length) > 1,
    `KTO puts answers to each other's queries, so that a batch has two at ` +
      `least; got batchSize ${batchSize} of ${answers.length} answers.`,
  );
  const perEpoch = stepsPerEpoch(answers.length, batchSize);
  const { steps = epochs * perEpoch } = settings;
  const optimizers = { optimizer };
  await beginTraining({ trainer: "KTO", optimizers, steps, resume });
  while (optimizer.updates < steps) {
    const step = optimizer.updates + 1;
    const rate = warmUpCosine(step, steps, learningRate, settings.warmUp);
    const batch = epochBatch(answers, batchSize, step, rng);
    const baseline = driftElsewhere(settings, batch);
    const shards = shardsOf(settings, batch, baseline);
    const update = trainStep(optimizer, rate, policy, "judged", shards);
    const { loss, gradNorm, sums } = await update;
    const accuracy = sums.right / batch.length;
    yield {
      ...{ step, steps, loss, gradNorm, learningRate: rate },
      ...{ baseline, accuracy },
    };
  }
}

type Models = Pick<KtoOptions, "policy" | "refPolicy">;

/** z0: the drift of answers to other queries, which nobody judged; from 0. */
function driftElsewhere(
  { policy, refPolicy }: Models,
  batch: readonly JudgedAnswer[],
): number {
  const mixed = batch.map(({ query }, i) => {
    return { query, response: batch[(i + 1) % batch.length]!.response };
  });
  const now = readBack(() => answerLogprobs(policy, mixed));
  const before = readBack(() => answerLogprobs(refPolicy, mixed));
  return Math.max(0, average([...now].map((x, i) => x - before[i]!)));
}

/** The answers in shards, with what the reference says of each. */
function shardsOf(
  settings: typeof ktoDefaults & Models,
  batch: readonly JudgedAnswer[],
  baseline: number,
): JudgedShard[] {
  const { refPolicy, klCoef, goodWeight, otherWeight } = settings;
  const weightOf = ({ good }: JudgedAnswer) =>
    (good ? goodWeight : otherWeight) / batch.length;
  return partsOf(batch).map((part) => ({
    queryResponses: part.map(({ query, response }) => ({ query, response })),
    reference: readBack(() => answerLogprobs(refPolicy, part)),
    sign: Float32Array.from(part, ({ good }) => (good ? 1 : -1)),
    weight: Float32Array.from(part, weightOf),
    ...{ baseline, klCoef },
  }));
}

/** Of every ranking the first answer, as good, and the last, as not good. */
export function judgedAnswers(
  comparisons: readonly Comparison[],
): JudgedAnswer[] {
  return withPairs(comparisons).flatMap(({ query, ranked }) => [
    { query, response: ranked[0]!, good: true },
    { query, response: ranked.at(-1)!, good: false },
  ]);
}
