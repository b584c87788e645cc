/**
 * AdamW (Loshchilov & Hutter 2019) with clipping by the global norm, and the
 * one scope in which a training step's tensors live and die.
 *
 * The moments are plain arrays: what training keeps between two steps is the
 * parameters and these numbers, no tensors.
 */
import * as tf from "@tensorflow/tfjs";
import { sumOfSquares, type UpdateNumbers, updateValues } from "./adamw.ts";
import { assert } from "./assert.ts";
import { gradientsOf } from "./backward.ts";
import * as engine from "./engine/adamw.ts";
import { engineRuns } from "./engine/heap.ts";
import { power } from "./exact-math.ts";
import { namedParameters, type ParameterTree } from "./parameters.ts";

export interface Moments {
  m: Float32Array;
  v: Float32Array;
}

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
    const { value, grads } = gradientsOf(loss, [...adam.parameters.values()]);
    const gradients = new Map<string, Float32Array>();
    for (const [i, [name, { size }]] of [...adam.parameters].entries()) {
      // A parameter that the loss does not use has no gradient: 0.
      const gradient = grads[i]?.dataSync<"float32">();
      gradients.set(name, gradient ?? new Float32Array(size));
    }
    const lossValue = value.dataSync()[0]!;
    const gradNorm = applyGradients(adam, learningRate, gradients);
    return { loss: lossValue, gradNorm };
  });
}

/** One AdamW update. @returns the gradient's norm before clipping */
export function applyGradients(
  adam: AdamW,
  learningRate: number,
  gradients: ReadonlyMap<string, Float32Array>,
): number {
  const norm = globalNorm(gradients);
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
  for (const [name, variable] of adam.parameters) {
    const moments = adam.moments.get(name)!;
    update(variable, gradients.get(name)!, moments, numbers);
  }
  return norm;
}

function globalNorm(gradients: ReadonlyMap<string, Float32Array>): number {
  const square = engineRuns() ? engine.sumOfSquares : sumOfSquares;
  let sum = 0;
  for (const gradient of gradients.values()) sum += square(gradient);
  return Math.sqrt(sum);
}

function update(
  variable: tf.Variable,
  gradient: Float32Array,
  { m, v }: Moments,
  numbers: UpdateNumbers,
): void {
  if (engineRuns()) {
    engine.updateVariable(variable, gradient, m, v, numbers);
  } else {
    const values = variable.dataSync<"float32">().slice();
    updateValues(values, gradient, m, v, numbers);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
}
