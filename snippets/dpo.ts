/**
 * Direct preference optimisation (Rafailov et al. 2023, eq. 7): step 2 and
 * step 3 of InstructGPT in one. The policy learns from the rankings directly;
 * its own drift from the SFT model, klCoef log(pi / ref), is the reward model.
 *
 * So the loss is the reward model's, on that implied score. No sampling, no
 * value function, and nothing ever checks answers that nobody ranked. Its
 * relatives are other words for `loss`: see preference-losses.ts.
 */
import { assert } from "./base/assert.ts";
import { withSettings } from "./base/settings.ts";
import { beginTraining } from "./begin-training.ts";
import type { GPT } from "./gpt.ts";
import { trainable } from "./lora.ts";
import type { PreferenceShard } from "./losses.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import { needsReference, preferenceDefaults } from "./preference-losses.ts";
import { preferenceLosses } from "./preference-losses.ts";
import type { PreferenceName } from "./preference-losses.ts";
import { answerLogprobs } from "./preferences.ts";
import type { Rng } from "./random.ts";
import { readBack } from "./read-back.ts";
import { type Comparison, pairShards, withPairs } from "./reward-model.ts";
import { warmUpCosine } from "./schedule.ts";
import { trainStep } from "./train-step.ts";
import {
  epochBatch,
  stepsPerEpoch,
  type Resume,
  type TrainingStep,
} from "./training.ts";

export const dpoDefaults = {
  epochs: 1,
  /** prompts per step, each with all its pairs */
  batchSize: 8,
  learningRate: 2e-4,
  warmUp: 5,
  loss: "dpo" as PreferenceName,
  ...preferenceDefaults,
};

export interface DpoOptions extends Partial<typeof dpoDefaults> {
  /** starts as the SFT model; changes in place */
  policy: GPT;
  /** the SFT model itself, never changed; "simpo" and "orpo" need none */
  refPolicy?: GPT;
  comparisons: readonly Comparison[];
  rng: Rng;
  steps?: number;
  optimizer?: AdamW;
  resume?: Resume;
}

export interface DpoStep extends TrainingStep {
  /** share of this step's pairs that the implied scores rank as people did */
  accuracy: number;
}

/** What DpoOptions has beside the settings of dpoDefaults. */
const PARTS = [
  ...["policy", "refPolicy", "comparisons", "rng", "steps", "optimizer"],
  "resume",
];

const CHOICES = {
  loss: Object.keys(preferenceLosses) as PreferenceName[],
};

/** Trains `policy`; yields after every step. */
export async function* trainDpo(options: DpoOptions): AsyncGenerator<DpoStep> {
  const settings = withSettings(dpoDefaults, options, PARTS, CHOICES);
  const { policy, refPolicy, rng, epochs, batchSize, learningRate } = settings;
  assert(
    refPolicy || !needsReference(settings.loss),
    `The loss "${settings.loss}" measures drift from a reference: give ` +
      `refPolicy.`,
  );
  const usable = withPairs(settings.comparisons);
  const { steps = epochs * stepsPerEpoch(usable.length, batchSize) } = settings;
  const { optimizer = createAdamW(trainable(policy)), resume } = settings;
  const optimizers = { optimizer };
  await beginTraining({ trainer: "DPO", optimizers, steps, resume });
  while (optimizer.updates < steps) {
    const step = optimizer.updates + 1;
    const rate = warmUpCosine(step, steps, learningRate, settings.warmUp);
    const batch = epochBatch(usable, batchSize, step, rng);
    const { loss, gradNorm, sums } = await trainStep(
      optimizer,
      rate,
      policy,
      "preferences",
      shardsOf(batch, settings),
    );
    const accuracy = sums.right / sums.pairs;
    yield { step, steps, loss, gradNorm, accuracy, learningRate: rate };
  }
}

/** The prompts in shards, with what the reference says of each answer. */
function shardsOf(
  batch: readonly Comparison[],
  settings: typeof dpoDefaults & DpoOptions,
): PreferenceShard[] {
  const { loss, klCoef, labelSmoothing, margin, oddsCoef } = settings;
  const { refPolicy } = settings;
  return pairShards(batch).map((shard) => {
    const { queryResponses } = shard;
    const reference =
      refPolicy && needsReference(loss)
        ? readBack(() => answerLogprobs(refPolicy, queryResponses))
        : new Float32Array(queryResponses.length);
    const own = { klCoef, labelSmoothing, margin, oddsCoef };
    return { ...shard, name: loss, reference, settings: own };
  });
}
