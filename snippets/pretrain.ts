/**
 * Pretraining: predict the next token, everywhere, in ordinary text
 * (Radford et al. 2018). Nothing in it asks for answers or for good manners.
 * Left out: several epochs (every row is new) and a validation split.
 */
import { assert } from "./base/assert.ts";
import { withSettings } from "./base/settings.ts";
import { beginTraining } from "./begin-training.ts";
import type { GPT } from "./gpt.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import { warmUpCosine } from "./schedule.ts";
import { textShards } from "./workers/shards.ts";
import { trainStep } from "./train-step.ts";
import type { Resume, TrainingStep } from "./training.ts";

export const pretrainDefaults = {
  steps: 1500,
  /** the highest one, after 50 steps of warm-up */
  learningRate: 4e-3,
  /** of the optimizer that is made if none is given */
  weightDecay: 0.01,
};

export interface PretrainOptions extends Partial<typeof pretrainDefaults> {
  /** changes in place */
  model: GPT;
  /** the rows of tokens to learn from at a step (steps count from 1) */
  rows: (step: number) => readonly (readonly number[])[];
  /** an optimizer that has made updates already goes on after them */
  optimizer?: AdamW;
  resume?: Resume;
}

/** What PretrainOptions has beside the settings of pretrainDefaults. */
const PARTS = ["model", "rows", "optimizer", "resume"];

/** Trains `model`; yields after every step. A `break` keeps the steps done. */
export async function* pretrain(
  options: PretrainOptions,
): AsyncGenerator<TrainingStep> {
  const settings = withSettings(pretrainDefaults, options, PARTS);
  const { model, rows, steps, learningRate, weightDecay, resume } = settings;
  assert(
    typeof rows === "function",
    "pretrain() asks `rows` for the rows of every step: expected a function " +
      "such as corpusRows(rng), got something else.",
  );
  const { optimizer = createAdamW(model.params, { weightDecay }) } = settings;
  const optimizers = { optimizer };
  await beginTraining({ trainer: "pretraining", optimizers, steps, resume });
  while (optimizer.updates < steps) {
    const step = optimizer.updates + 1;
    const rate = warmUpCosine(step, steps, learningRate, 50);
    const { loss, gradNorm } = await trainStep(
      optimizer,
      rate,
      model,
      "crossEntropy",
      textShards(rows(step)),
    );
    yield { step, steps, loss, gradNorm, learningRate: rate };
  }
}
