/** What a model learns from shards of a batch, in whichever worker. */
import * as tf from "@tensorflow/tfjs";
import { gradientOf } from "../engine/backward.ts";
import * as heap from "../engine/heap.ts";
import { losses, type LossName } from "../losses.ts";
import { sumInTree } from "./tree.ts";

export interface ShardGradient {
  loss: number;
  sums: Record<string, number>;
  /** by the numbers of one parameter after the other; to be freed */
  gradient: tf.Tensor1D;
}

/** Any of the losses; their names and models are checked by trainStep. */
type Loss = (
  model: unknown,
  shard: unknown,
) => { loss: tf.Scalar; sums: Record<string, number> };

/**
 * The loss of a shard and its gradient by the parameters (0 by those that the
 * loss does not use). Frees every tensor made on the way.
 */
export function shardGradient(
  name: LossName,
  model: unknown,
  parameters: readonly tf.Tensor[],
  shard: unknown,
): ShardGradient {
  const compute = losses[name] as unknown as Loss;
  let sums: Record<string, number> = {};
  const loss = () => {
    const result = compute(model, shard);
    sums = result.sums;
    return result.loss;
  };
  let found = NaN;
  const gradient = tf.tidy(() => {
    const { value, gradient } = gradientOf(loss, parameters);
    found = value.dataSync()[0]!;
    return gradient;
  });
  return { loss: found, sums, gradient };
}

/** The same of several shards together, added as tree.ts adds. */
export function gradientOfAll(
  name: LossName,
  model: unknown,
  parameters: readonly tf.Tensor[],
  shards: readonly unknown[],
): ShardGradient {
  const found: ShardGradient[] = [];
  try {
    for (const shard of shards) {
      found.push(shardGradient(name, model, parameters, shard));
    }
  } catch (error) {
    found.forEach(({ gradient }) => gradient.dispose());
    throw error;
  }
  return sumInTree(found, addGradient);
}

/** Adds the other's to the first one's, and frees it. */
export function addGradient(
  total: ShardGradient,
  other: ShardGradient,
): ShardGradient {
  total.loss += other.loss;
  for (const [name, sum] of Object.entries(other.sums)) {
    total.sums[name]! += sum;
  }
  const both = [total.gradient, other.gradient] as const;
  total.gradient = both[0].add(both[1]);
  tf.dispose([...both]);
  return total;
}

/** How many numbers the parameters hold together. */
export function countNumbers(parameters: readonly tf.Tensor[]): number {
  return parameters.reduce((sum, { size }) => sum + size, 0);
}

/** To be copied at once: on the engine it is not a copy yet. */
export function numbersOf(tensor: tf.Tensor): Float32Array {
  if (heap.engineRuns()) return heap.numbersOf(tensor);
  return tensor.dataSync<"float32">();
}
