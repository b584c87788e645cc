/**
 * One training step: the gradient of every shard of a batch, their sum, and
 * one update. A second worker computes the second shard, if there is one.
 */
import type { LossName, ModelOf, ShardOf, SumsOf } from "./losses.ts";
import { type AdamW, applyGradients } from "./optimizer.ts";
import { delegate } from "./second-worker.ts";
import { shardGradient, type ShardGradient } from "./shard-gradient.ts";
import { writeTask } from "./shard-task.ts";

/** Per optimizer, the array that travels between the workers. */
const rooms = new WeakMap<AdamW, Float32Array<ArrayBuffer>>();

/**
 * Moves the optimizer's parameters against the gradient of a loss by its name
 * in losses.ts. (For a loss of your own there is `minimize` in optimizer.ts.)
 * @param shards the batch in one or two parts (shards.ts)
 * @returns the batch's loss, the sums to watch that belong to it, and the
 *   norm of the gradient before clipping
 */
export async function trainStep<Name extends LossName>(
  optimizer: AdamW,
  learningRate: number,
  model: ModelOf<Name>,
  loss: Name,
  [first, second]: readonly ShardOf<Name>[],
): Promise<{ loss: number; gradNorm: number; sums: SumsOf<Name> }> {
  const parameters = [...optimizer.parameters.values()];
  const here = (shard: unknown) =>
    shardGradient(loss, model, parameters, shard);
  const there = (shard: unknown) => {
    const room = rooms.get(optimizer);
    rooms.delete(optimizer); // it is on its way now
    return writeTask(loss, model, parameters, shard, room);
  };
  const result = second && delegate(() => there(second));
  const total = here(first);
  if (result) {
    const other = await result(() => here(second));
    add(total, other);
    rooms.set(optimizer, new Float32Array(other.gradient.buffer));
  }
  const gradients = byName(optimizer, total.gradient);
  const gradNorm = applyGradients(optimizer, learningRate, gradients);
  return { loss: total.loss, gradNorm, sums: total.sums as SumsOf<Name> };
}

function add(total: ShardGradient, other: ShardGradient): void {
  total.loss += other.loss;
  for (const [name, sum] of Object.entries(other.sums)) {
    total.sums[name]! += sum;
  }
  const { gradient } = other;
  for (let i = 0; i < gradient.length; i++) total.gradient[i]! += gradient[i]!;
}

function byName({ parameters }: AdamW, flat: Float32Array) {
  const gradients = new Map<string, Float32Array>();
  let start = 0;
  for (const [name, { size }] of parameters) {
    gradients.set(name, flat.subarray(start, start + size));
    start += size;
  }
  return gradients;
}
