/**
 * AdamW's update of a parameter on the engine, in the parameter's own memory.
 * Gradient and moments come as arrays and are copied to the heap for it.
 */
import * as tf from "@tensorflow/tfjs";
import type { UpdateNumbers } from "../adamw.ts";
import { call, hasOtherUsers, scratch, view } from "./heap.ts";

/** As in adamw.ts. */
export function sumOfSquares(gradient: Float32Array): number {
  const { length } = gradient;
  const room = scratch(4 * length);
  view(Float32Array, room, length).set(gradient);
  return call("sumOfSquares", room, length);
}

/** As `updateValues` in adamw.ts, but for a variable. */
export function updateVariable(
  variable: tf.Variable,
  gradient: Float32Array,
  m: Float32Array,
  v: Float32Array,
  numbers: UpdateNumbers,
): void {
  // Whoever shares the memory, such as a clone, keeps the numbers of before.
  if (hasOtherUsers(variable)) giveOwnMemory(variable);
  const { size } = variable;
  const room = scratch(12 * size);
  const places = [room, room + 4 * size, room + 8 * size] as const;
  const copies = places.map((place) => view(Float32Array, place, size));
  [gradient, m, v].forEach((array, i) => copies[i]!.set(array));
  call("adamW", variable, ...places, size, ...inOrder(numbers));
  m.set(copies[1]!);
  v.set(copies[2]!);
}

function giveOwnMemory(variable: tf.Variable): void {
  const { shape } = variable;
  tf.tidy(() => variable.assign(tf.tensor(variable.dataSync(), shape)));
}

/** As kernels/adamw.ts wants them. */
function inOrder(numbers: UpdateNumbers): number[] {
  const { clip, beta1, beta2, unbias1, unbias2 } = numbers;
  const betas = [beta1, 1 - beta1, beta2, 1 - beta2, 1 / unbias1, 1 / unbias2];
  const { epsilon, learningRate, weightDecay } = numbers;
  return [clip, ...betas, epsilon, learningRate, weightDecay];
}
