/**
 * A shard's work as a message: all that another worker needs to do it, and
 * nothing that it would have to remember.
 */
import * as tf from "@tensorflow/tfjs";
import type { LossName } from "./losses.ts";
import { countNumbers, numbersOf, shardGradient } from "./shard-gradient.ts";

export interface ShardTask {
  loss: LossName;
  /** the model, with a placeholder for every parameter */
  model: unknown;
  /** the parameters' numbers, one parameter after the other */
  values: Float32Array<ArrayBuffer>;
  shapes: number[][];
  /** so many parameters, the first ones, are being trained */
  trained: number;
  shard: unknown;
}

/** A `ShardGradient` as a message. */
export interface TaskResult {
  loss: number;
  sums: Record<string, number>;
  gradient: Float32Array<ArrayBuffer>;
}

/** Stands for the parameter of that number. */
interface Placeholder {
  parameter: number;
}

/**
 * Writes a task down.
 * @param trained the parameters that the gradient is wanted by
 * @param room an array of an earlier task of the same model, used again
 */
export function writeTask(
  loss: LossName,
  model: unknown,
  trained: readonly tf.Tensor[],
  shard: unknown,
  room?: Float32Array<ArrayBuffer>,
): ShardTask {
  const parameters = [...trained];
  const outline = outlineOf(model, parameters);
  const size = countNumbers(parameters);
  const values = room?.length === size ? room : new Float32Array(size);
  let start = 0;
  for (const parameter of parameters) {
    values.set(numbersOf(parameter), start);
    start += parameter.size;
  }
  const shapes = parameters.map(({ shape }) => shape);
  const common = { loss, model: outline, values, shapes, shard };
  return { ...common, trained: trained.length };
}

/** Does a task; the gradient is written over its `values`. */
export function doTask(task: ShardTask): TaskResult {
  const { loss, shapes, values, trained, shard } = task;
  let start = 0;
  const parameters = shapes.map((shape) => {
    const end = start + tf.util.sizeFromShape(shape);
    const tensor = tf.tensor(values.subarray(start, end), shape);
    start = end;
    return tensor;
  });
  try {
    const model = filledIn(task.model, parameters);
    const wanted = parameters.slice(0, trained);
    const { gradient, ...found } = shardGradient(loss, model, wanted, shard);
    const room = values.subarray(0, gradient.size);
    room.set(numbersOf(gradient));
    gradient.dispose();
    return { ...found, gradient: room };
  } finally {
    tf.dispose(parameters);
  }
}

/** Parameters of the model that are not in the list yet are added to it. */
function outlineOf(value: unknown, parameters: tf.Tensor[]): unknown {
  if (value instanceof tf.Tensor) {
    if (!parameters.includes(value)) parameters.push(value);
    return { parameter: parameters.indexOf(value) } satisfies Placeholder;
  }
  return withChildren(value, (child) => outlineOf(child, parameters));
}

function filledIn(value: unknown, parameters: tf.Tensor[]): unknown {
  const number = (value as Placeholder | null)?.parameter;
  if (number !== undefined) return parameters[number];
  return withChildren(value, (child) => filledIn(child, parameters));
}

/** The same record or list with its children changed. */
function withChildren(value: unknown, change: (child: unknown) => unknown) {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, v]) => [key, change(v)]));
}
