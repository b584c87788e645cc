/**
 * AdamW (Loshchilov & Hutter 2019) with clipping by the global norm, and the
 * one scope in which a training step's tensors live and die.
 *
 * The moments are plain arrays: what training keeps between two steps is the
 * parameters and these numbers, no tensors.
 */
import * as tf from "@tensorflow/tfjs";
import { type Moments, type Part, sumOfSquares } from "./adamw.ts";
import { updateValues } from "./adamw.ts";
import { assert } from "./base/assert.ts";
import { gradientOf } from "./engine/backward.ts";
import { enginePart } from "./engine/adamw.ts";
import { engineRuns } from "./engine/heap.ts";
import { power } from "./base/exact-math.ts";
import { namedParameters, type ParameterTree } from "./parameters.ts";

export interface AdamW {
  /** the parameters it changes, by name */
  parameters: Map<string, tf.Variable>;
  /** running mean of each gradient, and of its square */
  moments: Map<string, Moments>;
  /** updates made so far */
  updates: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /** on every parameter alike (GPT-3 spared biases and layer norms) */
  weightDecay: number;
  /** the gradient's norm is cut down to this */
  maxNorm: number;
}

/** An optimizer that has seen nothing yet. */
export function createAdamW(
  tree: ParameterTree,
  options: { epsilon?: number; weightDecay?: number } = {},
): AdamW {
  const parameters = namedParameters(tree);
  const moments = new Map<string, Moments>();
  for (const [name, { size }] of parameters) {
    const m = new Float32Array(size);
    moments.set(name, { m, v: new Float32Array(size) });
  }
  return {
    parameters,
    moments,
    updates: 0,
    beta1: 0.9,
    beta2: 0.95,
    epsilon: options.epsilon ?? 1e-8,
    weightDecay: options.weightDecay ?? 0,
    maxNorm: 1,
  };
}

/**
 * One training step: computes the loss, its gradient, and moves the parameters
 * against it. Frees every tensor made on the way.
 * @returns the loss, and the gradient's norm before clipping
 */
export function minimize(
  adam: AdamW,
  learningRate: number,
  loss: () => tf.Scalar,
): { loss: number; gradNorm: number } {
  return tf.tidy(() => {
    const parameters = [...adam.parameters.values()];
    const { value, gradient } = gradientOf(loss, parameters);
    const lossValue = value.dataSync()[0]!;
    const gradNorm = applyGradient(adam, learningRate, gradient);
    return { loss: lossValue, gradNorm };
  });
}

/**
 * One AdamW update.
 * @param gradient by the numbers of one parameter after the other
 * @returns the gradient's norm before clipping
 */
export function applyGradient(
  adam: AdamW,
  learningRate: number,
  gradient: tf.Tensor1D,
): number {
  const parts = partsOf(adam, gradient);
  const squares = parts.map((part) => part.sumOfSquares());
  const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  assert(
    Number.isFinite(norm),
    `The gradient is no longer finite (norm ${norm}) at update ` +
      `${adam.updates + 1}. Lower the learning rate.`,
  );
  adam.updates += 1;
  const numbers = {
    ...adam,
    learningRate,
    clip: Math.min(1, adam.maxNorm / (norm + 1e-6)),
    unbias1: 1 - power(adam.beta1, adam.updates),
    unbias2: 1 - power(adam.beta2, adam.updates),
  };
  for (const part of parts) part.update(numbers);
  return norm;
}

function partsOf(adam: AdamW, gradient: tf.Tensor1D): Part[] {
  const all = engineRuns() ? null : gradient.dataSync<"float32">();
  let end = 0;
  return [...adam.parameters].map(([name, variable]) => {
    const start = end;
    end += variable.size;
    const moments = adam.moments.get(name)!;
    return all
      ? plainPart(variable, moments, all.subarray(start, end))
      : enginePart(variable, moments, gradient, start);
  });
}

function plainPart(
  variable: tf.Variable,
  { m, v }: Moments,
  gradient: Float32Array,
): Part {
  return {
    sumOfSquares: () => sumOfSquares(gradient),
    update(numbers) {
      const values = variable.dataSync<"float32">().slice();
      updateValues(values, gradient, m, v, numbers);
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    },
  };
}
