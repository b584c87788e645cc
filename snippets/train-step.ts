/**
 * One training step: the gradient of every shard of a batch, their sum, and
 * one update. A second worker computes the second shard, if there is one.
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./base/assert.ts";
import type { LossName, ModelOf, ShardOf, SumsOf } from "./losses.ts";
import { type AdamW, applyGradient } from "./optimizer.ts";
import { namedParameters, type ParameterTree } from "./parameters.ts";
import { delegate } from "./second-worker.ts";
import { countNumbers, shardGradient } from "./workers/shard-gradient.ts";
import type { ShardGradient } from "./workers/shard-gradient.ts";
import { type TaskResult, writeTask } from "./workers/task-message.ts";
import type { GradientRequest, OutputOf } from "./workers/tasks.ts";

/** Per optimizer, the model that it was seen to belong to. */
const trained = new WeakMap<AdamW, unknown>();

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
  name: Name,
  [first, second]: readonly ShardOf<Name>[],
): Promise<{ loss: number; gradNorm: number; sums: SumsOf<Name> }> {
  assertTrains(optimizer, model);
  const parameters = [...optimizer.parameters.values()];
  const here = (shard: unknown) =>
    shardGradient(name, model, parameters, shard);
  const there = (shard: unknown) => {
    const room = rooms.get(optimizer);
    rooms.delete(optimizer); // it is on its way now
    const lesson: GradientRequest = {
      loss: name,
      trained: parameters.length,
      shard,
    };
    return writeTask("gradient", model, lesson, parameters, room);
  };
  const back = ({ output, room }: TaskResult): ShardGradient => {
    rooms.set(optimizer, room);
    const gradient = tf.tensor1d(room.subarray(0, countNumbers(parameters)));
    return { ...(output as OutputOf<"gradient">), gradient };
  };
  const result = second && delegate(() => there(second), back);
  const total = here(first);
  try {
    if (result) add(total, await result(() => here(second)));
    const gradNorm = applyGradient(optimizer, learningRate, total.gradient);
    const { loss, sums } = total;
    return { loss, gradNorm, sums };
  } finally {
    total.gradient.dispose();
  }
}

/** Adds the other shard's to the first one's, and frees it. */
function add(total: ShardGradient, other: ShardGradient): void {
  total.loss += other.loss;
  for (const [name, sum] of Object.entries(other.sums)) {
    total.sums[name]! += sum;
  }
  const both = [total.gradient, other.gradient] as const;
  total.gradient = both[0].add(both[1]);
  tf.dispose([...both]);
}

/** Otherwise the loss would not depend on what is trained, and stay. */
function assertTrains(optimizer: AdamW, model: ParameterTree): void {
  if (trained.get(optimizer) === model) return;
  const own = new Set(namedParameters(model).values());
  const others = [...optimizer.parameters].filter(([, one]) => !own.has(one));
  assert(
    others.length === 0,
    `The optimizer changes ${others.length} parameters that this model does ` +
      `not have, such as ${others[0]?.[0]}: it was made for another model. ` +
      `Leave it out, or make one with createAdamW(model.params).`,
  );
  trained.set(optimizer, model);
}
