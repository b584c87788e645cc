/**
 * Supervised fine-tuning, step 1 of InstructGPT (Ouyang et al. 2022, 3.5): go
 * on predicting the next token, now in demonstrations of good answers.
 *
 * The only difference from pretraining: the loss counts the tokens of the
 * answer alone. Left out: dropout; choosing the epoch by reward model score.
 */
import { assertTokens, type QueryResponse } from "./query-response.ts";
import type { GPT } from "./gpt.ts";
import { trainable } from "./lora.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import { withSettings } from "./base/settings.ts";
import { beginTraining } from "./begin-training.ts";
import type { Rng } from "./random.ts";
import { warmUpCosine } from "./schedule.ts";
import { answerShards } from "./workers/shards.ts";
import { trainStep } from "./train-step.ts";
import {
  epochBatch,
  stepsPerEpoch,
  type Resume,
  type TrainingStep,
} from "./training.ts";

export const sftDefaults = { epochs: 8, batchSize: 16, learningRate: 5e-4 };

export interface SftOptions extends Partial<typeof sftDefaults> {
  /** a pretrained model; changes in place */
  model: GPT;
  demonstrations: readonly QueryResponse[];
  rng: Rng;
  /** fewer or more steps than the epochs make */
  steps?: number;
  optimizer?: AdamW;
  resume?: Resume;
}

/** What SftOptions has beside the settings of sftDefaults. */
const PARTS = "model demonstrations rng steps optimizer resume".split(" ");

/** Trains `model`; yields after every step. */
export async function* trainSft(
  options: SftOptions,
): AsyncGenerator<TrainingStep> {
  const settings = withSettings(sftDefaults, options, PARTS);
  const { model, demonstrations, rng, epochs, batchSize, resume } = settings;
  assertTokens("Demonstration", demonstrations);
  const perEpoch = stepsPerEpoch(demonstrations.length, batchSize);
  const { steps = epochs * perEpoch } = settings;
  const { optimizer = createAdamW(trainable(model)) } = settings;
  const optimizers = { optimizer };
  await beginTraining({ trainer: "SFT", optimizers, steps, resume });
  while (optimizer.updates < steps) {
    const step = optimizer.updates + 1;
    const rate = warmUpCosine(step, steps, settings.learningRate, 0);
    const queryResponses = epochBatch(demonstrations, batchSize, step, rng);
    const { loss, gradNorm } = await trainStep(
      optimizer,
      rate,
      model,
      "crossEntropy",
      answerShards(queryResponses),
    );
    yield { step, steps, loss, gradNorm, learningRate: rate };
  }
}
