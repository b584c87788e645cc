/** What a model learns from one shard of a batch, in whichever worker. */
import * as tf from "@tensorflow/tfjs";
import { gradientsOf } from "./backward.ts";
import * as heap from "./engine/heap.ts";
import { losses, type LossName } from "./losses.ts";

export type ShardGradient = {
  loss: number;
  sums: Record<string, number>;
  /** of one parameter after the other */
  gradient: Float32Array<ArrayBuffer>;
};

/** Any of the losses; their names and models are checked by trainStep. */
type Loss = (
  model: unknown,
  shard: unknown,
) => { loss: tf.Scalar; sums: Record<string, number> };

/**
 * The loss of a shard and its gradient by the parameters (0 by those that the
 * loss does not use). Frees every tensor made on the way.
 * @param room where to put the gradient; its old numbers are overwritten
 */
export function shardGradient(
  name: LossName,
  model: unknown,
  parameters: readonly tf.Tensor[],
  shard: unknown,
  room = new Float32Array(countNumbers(parameters)),
): ShardGradient {
  const compute = losses[name] as unknown as Loss;
  let sums: Record<string, number> = {};
  const loss = () => {
    const result = compute(model, shard);
    sums = result.sums;
    return result.loss;
  };
  let found = NaN;
  // tidy looks at each number of what it gets back: it gets nothing.
  tf.tidy(() => {
    const { value, grads } = gradientsOf(loss, parameters);
    let start = 0;
    for (const [i, { size }] of parameters.entries()) {
      const place = room.subarray(start, start + size);
      if (grads[i]) place.set(numbersOf(grads[i]));
      else place.fill(0);
      start += size;
    }
    found = value.dataSync()[0]!;
  });
  return { loss: found, sums, gradient: room };
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
