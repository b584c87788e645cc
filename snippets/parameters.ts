/**
 * A model's parameters are a record of records of tensors. A parameter's name
 * is the way to it: h.0.attn.c_attn.weight, as in GPT-2's checkpoints.
 */
import * as tf from "@tensorflow/tfjs";

/** Weight [in, out] and bias [out] of a linear map. */
export interface Linear {
  weight: tf.Tensor2D;
  bias: tf.Tensor1D;
}

/** Scale and shift of a layer norm, both [C]. */
export interface Norm {
  weight: tf.Tensor1D;
  bias: tf.Tensor1D;
}

/** Records and arrays, with tf.Variables at the ends. */
export type ParameterTree = object;

/** Every parameter with its name, in the order of the record. */
export function namedParameters(
  tree: ParameterTree,
  prefix = "",
): Map<string, tf.Variable> {
  const found = new Map<string, tf.Variable>();
  for (const [key, value] of Object.entries(tree)) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (value instanceof tf.Variable) found.set(name, value);
    else for (const entry of namedParameters(value, name)) found.set(...entry);
  }
  return found;
}

/** How many numbers the model learns. */
export function countParameters(tree: ParameterTree): number {
  let count = 0;
  for (const variable of namedParameters(tree).values()) count += variable.size;
  return count;
}

/** The same record with new variables of the same values. */
export function cloneParameters<Tree extends ParameterTree>(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map(cloneParameters) as Tree;
  const copy = Object.entries(tree).map(([key, value]) => [
    key,
    value instanceof tf.Variable
      ? tf.tidy(() => tf.variable(value.clone()))
      : cloneParameters(value),
  ]);
  return Object.fromEntries(copy) as Tree;
}

/** Frees every parameter. */
export function disposeParameters(tree: ParameterTree): void {
  for (const variable of namedParameters(tree).values()) variable.dispose();
}

/** Gives a parameter new values of the same shape. */
export function setParameter(parameter: tf.Tensor, value: tf.Tensor): void {
  (parameter as tf.Variable).assign(value);
}
