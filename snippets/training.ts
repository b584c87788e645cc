/** What every trainer reports and how the four of them share out their data. */
import type { AdamW } from "./optimizer.ts";
import type { Rng } from "./random.ts";

/** One small flat record per step, for a progress bar, a chart or a log. */
export interface TrainingStep {
  /** 1 for the first step */
  step: number;
  /** how many there will be */
  steps: number;
  loss: number;
  learningRate: number;
  /** the gradient's norm before it was clipped to 1 */
  gradNorm: number;
}

/**
 * Gets the optimizers of a training before its first step, and may put a saved
 * state back into them (learner-state.ts): the training goes on after it.
 */
export type Resume = (optimizers: Record<string, AdamW>) => Promise<void>;

/**
 * The batch of one step when epochs of shuffled data follow each other. Depends
 * on the step alone, so that a run can stop and go on later.
 */
export function epochBatch<T>(
  items: readonly T[],
  batchSize: number,
  step: number,
  rng: Rng,
): T[] {
  const perEpoch = stepsPerEpoch(items.length, batchSize);
  const epoch = Math.floor((step - 1) / perEpoch);
  const start = ((step - 1) % perEpoch) * batchSize;
  const deck = rng.fork(`epoch ${epoch + 1}`).shuffle(items);
  return deck.slice(start, start + batchSize);
}

/** Whole batches only: what is left over sits out this epoch. */
export function stepsPerEpoch(items: number, batchSize: number): number {
  return Math.max(1, Math.floor(items / batchSize));
}
