/**
 * On-policy distillation: a small model learns from a large one by writing its
 * own answers and being told, token by token, what the large one would have
 * said there (GKD, Agarwal et al. 2023, algorithm 1 with lambda 1; reverse KL
 * as in MiniLLM, Gu et al. 2023).
 *
 * Fine-tuning on the teacher's answers shows only the teacher's way. Here the
 * student is corrected where it goes itself. Nobody judges, nobody ranks.
 * Left out: the gradient through the sampling, which MiniLLM keeps; other
 * divergences, of which GKD has a family.
 */
import * as tf from "@tensorflow/tfjs";
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import { withSettings } from "../base/settings.ts";
import { beginTraining } from "../begin-training.ts";
import { type GPT, logits } from "../gpt.ts";
import { trainable } from "../lora.ts";
import type { DistillationShard } from "../losses.ts";
import { type AdamW, createAdamW } from "../optimizer.ts";
import { assertQueries, hasEnded } from "../query-response.ts";
import type { Rng } from "../random.ts";
import { readBack } from "../read-back.ts";
import { warmUpConstant } from "../schedule.ts";
import { inputsOf, type TokenBatch } from "../token-batch.ts";
import { trainStep } from "../train-step.ts";
import type { Resume, TrainingStep } from "../training.ts";
import { generateTogether } from "../workers/generate-together.ts";
import { answerShards, countTokens } from "../workers/shards.ts";

export const distillationDefaults = {
  iterations: 100,
  /** answers per step */
  batchSize: 32,
  learningRate: 5e-4,
  warmUp: 5,
  maxNewTokens: 18,
};

export interface DistillationOptions extends Partial<
  typeof distillationDefaults
> {
  /** changes in place */
  student: GPT;
  /** never changes; of any size, with the student's words */
  teacher: GPT;
  queries: readonly (readonly number[])[];
  rng: Rng;
  optimizer?: AdamW;
  resume?: Resume;
}

/** `loss` is the mean KL(student, teacher) per token, in nats. */
export interface DistillationStep extends TrainingStep {
  /** the same summed over an answer: how far the student is, in PPO's unit */
  kl: number;
  /** tokens per answer, and the share of answers that came to an end */
  length: number;
  ended: number;
}

/** What DistillationOptions has beside the settings of distillationDefaults. */
const PARTS = "student teacher queries rng optimizer resume".split(" ");

/** Trains `student`; yields after every step. */
export async function* distill(
  options: DistillationOptions,
): AsyncGenerator<DistillationStep> {
  const settings = withSettings(distillationDefaults, options, PARTS);
  const { student, teacher, iterations, batchSize, maxNewTokens } = settings;
  const { optimizer = createAdamW(trainable(student)), resume } = settings;
  assertQueries(settings.queries);
  const words = [student, teacher].map(({ config }) => config.vocabSize);
  assert(
    words[0] === words[1],
    `Student and teacher have the same words, got ${words.join(" and ")}.`,
  );
  await beginTraining({
    trainer: "distillation",
    optimizers: { optimizer },
    ...{ steps: iterations, resume },
  });
  while (optimizer.updates < iterations) {
    const step = optimizer.updates + 1;
    const rng = options.rng.fork(`step ${step}`);
    const draw = rng.fork("queries");
    const queries = Array.from({ length: batchSize }, () =>
      draw.choice(settings.queries),
    );
    const sampling = { rng, maxNewTokens };
    const responses = await generateTogether(student, queries, sampling);
    const answers = queries.map((query, i) => {
      return { query, response: responses[i]! };
    });
    const shards = answerShards(answers).map((shard): DistillationShard => ({
      ...shard,
      teacher: distributions(teacher, shard.batch),
    }));
    const rate = warmUpConstant(step, settings.learningRate, settings.warmUp);
    const update = trainStep(optimizer, rate, student, "distillation", shards);
    const { loss, gradNorm } = await update;
    yield {
      ...{ step, steps: iterations, loss, gradNorm, learningRate: rate },
      kl: (loss * countTokens(answers)) / batchSize,
      length: average(responses.map(({ length }) => length)),
      ended: average(responses.map((response) => Number(hasEnded(response)))),
    };
  }
}

/** log p of every token at every place. B texts of T -> [B * (T-1) * V] */
function distributions(gpt: GPT, batch: TokenBatch): Float32Array {
  return readBack(() => tf.logSoftmax(logits(gpt, inputsOf(batch))));
}
