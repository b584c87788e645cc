/**
 * Softmax regression in plain numbers: which of a few classes, from a list of
 * numbers. Inputs are standardised; learned with Adam (Kingma & Ba 2015) on
 * all examples at once.
 */
import { assert } from "../base/assert.ts";
import { exp, power } from "../base/exact-math.ts";

/** Numbers only, so that it can be written as JSON. */
export interface SoftmaxModel {
  /** of the inputs, over the examples */
  means: readonly number[];
  deviations: readonly number[];
  /** a row per class, its bias last. [classes][inputs + 1] */
  weights: readonly (readonly number[])[];
}

export interface SoftmaxOptions {
  /** [n][inputs] */
  inputs: readonly (readonly number[])[];
  /** 0 .. classes - 1, one per example */
  labels: readonly number[];
  classes: number;
  steps?: number;
  learningRate?: number;
  /** pulls the weights, not the biases, to 0 */
  decay?: number;
}

/** Learns to tell the classes apart. */
export function fitSoftmax({
  inputs,
  labels,
  classes,
  steps = 200,
  learningRate = 0.05,
  decay = 1e-3,
}: SoftmaxOptions): SoftmaxModel {
  assert(
    inputs.length > 0 && inputs.length === labels.length,
    `fitSoftmax() needs as many labels as examples, one at least; got ` +
      `${labels.length} and ${inputs.length}.`,
  );
  const { means, deviations } = standards(inputs);
  const rows = inputs.map((x) => standardise(x, means, deviations));
  const width = means.length + 1;
  const weights = Array.from({ length: classes }, () =>
    Array.from({ length: width }, () => 0),
  );
  const moments = weights.map((row) => row.map(() => ({ m: 0, v: 0 })));
  for (let step = 1; step <= steps; step++) {
    const gradient = slope(weights, rows, labels);
    const unbias1 = 1 - power(0.9, step);
    const unbias2 = 1 - power(0.999, step);
    weights.forEach((row, k) => {
      for (let i = 0; i < width; i++) {
        const pull = i < width - 1 ? decay * row[i]! : 0;
        const g = gradient[k]![i]! + pull;
        const moment = moments[k]![i]!;
        moment.m = 0.9 * moment.m + 0.1 * g;
        moment.v = 0.999 * moment.v + 0.001 * g * g;
        const size = Math.sqrt(moment.v / unbias2) + 1e-8;
        row[i] = row[i]! - (learningRate * (moment.m / unbias1)) / size;
      }
    });
  }
  return { means, deviations, weights };
}

/** The probability of every class; they add up to 1. */
export function classProbabilities(
  { means, deviations, weights }: SoftmaxModel,
  input: readonly number[],
): number[] {
  assert(
    input.length === means.length,
    `This classifier reads ${means.length} numbers, got ${input.length}.`,
  );
  return softmax(weights, standardise(input, means, deviations));
}

/** Mean and standard deviation of every column; 1 where nothing varies. */
export function standards(rows: readonly (readonly number[])[]) {
  const n = rows.length;
  const means = rows[0]!.map((_, i) => sum(rows.map((x) => x[i]!)) / n);
  const deviations = means.map((mean, i) => {
    const squares = rows.map((x) => (x[i]! - mean) ** 2);
    return Math.sqrt(sum(squares) / n) || 1;
  });
  return { means, deviations };
}

/** With a 1 at the end, for the bias. */
function standardise(
  input: readonly number[],
  means: readonly number[],
  deviations: readonly number[],
): number[] {
  return [...input.map((x, i) => (x - means[i]!) / deviations[i]!), 1];
}

function softmax(
  weights: readonly (readonly number[])[],
  row: readonly number[],
): number[] {
  const logits = weights.map((w) => dot(w, row));
  const top = Math.max(...logits);
  const powers = logits.map((logit) => exp(logit - top));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** The gradient of the mean of -log p(label). [classes][inputs + 1] */
function slope(
  weights: readonly (readonly number[])[],
  rows: readonly (readonly number[])[],
  labels: readonly number[],
): number[][] {
  const gradient = weights.map((row) => row.map(() => 0));
  rows.forEach((row, n) => {
    softmax(weights, row).forEach((p, k) => {
      const error = (p - (labels[n] === k ? 1 : 0)) / rows.length;
      const own = gradient[k]!;
      for (let i = 0; i < row.length; i++) own[i] = own[i]! + error * row[i]!;
    });
  });
  return gradient;
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, x) => total + x, 0);
}
