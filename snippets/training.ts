/** What every trainer reports, and how all of them share out their data. */
import { assert } from "./base/assert.ts";
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

/** A round of a policy that learns from its own answers. */
export interface PolicyStep extends TrainingStep {
  /** mean score of the round's answers: what should rise */
  score: number;
  /** mean drift from the reference per answer, in nats: its price */
  kl: number;
  /** mean over tokens, in nats: how open the choices still are */
  entropy: number;
  /** share of tokens whose ratio left the range, by either side */
  clipfrac: number;
  /** mean (ratio - 1) - log ratio per token: how far a round leads (k3) */
  approxKl: number;
  /** ratio of the first minibatch: exactly 1, or the log-probs are wrong */
  firstRatio: number;
  /** tokens per answer, and the share of answers that came to an end */
  length: number;
  ended: number;
  /** share of answers that were just as good as what they are compared with */
  idle: number;
  /** what this round could not teach, and why */
  note?: string;
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

/** Every epoch's shuffled minibatches, one after the other; whole ones only. */
export function minibatches<T>(
  items: readonly T[],
  { epochs, minibatchSize }: { epochs: number; minibatchSize: number },
  rng: Rng,
): T[][] {
  const all: T[][] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const deck = rng.shuffle(items);
    for (let i = 0; i + minibatchSize <= deck.length; i += minibatchSize) {
      all.push(deck.slice(i, i + minibatchSize));
    }
  }
  return all;
}

/**
 * The updates of a round of answers.
 * Throws an InputError if there are fewer answers than a minibatch has: the
 * round would teach nothing.
 */
export function countUpdates(
  answers: number,
  { epochs, minibatchSize }: { epochs: number; minibatchSize: number },
): number {
  assert(
    answers >= minibatchSize,
    `A round has at least one minibatch of answers, got ${answers} answers ` +
      `below minibatchSize ${minibatchSize}.`,
  );
  return epochs * Math.floor(answers / minibatchSize);
}
