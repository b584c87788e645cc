/**
 * One training step: the gradient of every shard of a batch, their sum, and
 * one update. Other workers compute some of the shards, if there are any.
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./base/assert.ts";
import type { LossName, ModelOf, ShardOf, SumsOf } from "./losses.ts";
import { type AdamW, applyGradient } from "./optimizer.ts";
import { namedParameters, type ParameterTree } from "./parameters.ts";
import { delegate, notePace, othersFor } from "./workers/pool.ts";
import { addGradient, countNumbers } from "./workers/shard-gradient.ts";
import { gradientOfAll } from "./workers/shard-gradient.ts";
import type { ShardGradient } from "./workers/shard-gradient.ts";
import { type TaskResult, writeTask } from "./workers/task-message.ts";
import type { GradientRequest, OutputOf } from "./workers/tasks.ts";
import { branchesOf, sumInTree } from "./workers/tree.ts";

/** Per optimizer, the model that it was seen to belong to. */
const trained = new WeakMap<AdamW, unknown>();

/** Per optimizer, the arrays that travel between the workers. */
const rooms = new WeakMap<AdamW, Float32Array<ArrayBuffer>[]>();

/** A gradient, how many shards it is of, and what it took where. */
interface Timed extends ShardGradient {
  shards: number;
  ms: number;
}

/**
 * Moves the optimizer's parameters against the gradient of a loss by its name
 * in losses.ts. (For a loss of your own there is `minimize` in optimizer.ts.)
 * @param shards the batch in its parts (shards.ts)
 * @returns the batch's loss, the sums to watch that belong to it, and the
 *   norm of the gradient before clipping
 */
export async function trainStep<Name extends LossName>(
  optimizer: AdamW,
  learningRate: number,
  model: ModelOf<Name>,
  name: Name,
  shards: readonly ShardOf<Name>[],
): Promise<{ loss: number; gradNorm: number; sums: SumsOf<Name> }> {
  assertTrains(optimizer, model);
  const found = await gradients(optimizer, model, name, shards);
  const total = sumInTree<ShardGradient>(found, addGradient);
  try {
    const gradNorm = applyGradient(optimizer, learningRate, total.gradient);
    const { loss, sums } = total;
    return { loss, gradNorm, sums };
  } finally {
    total.gradient.dispose();
  }
}

/** One gradient per worker: this one's, then the others'. */
async function gradients(
  optimizer: AdamW,
  model: unknown,
  loss: LossName,
  shards: readonly unknown[],
): Promise<Timed[]> {
  const parameters = [...optimizer.parameters.values()];
  const size = countNumbers(parameters);
  const own = rooms.get(optimizer) ?? [];
  rooms.set(optimizer, own);
  const here = (part: readonly unknown[]): Timed => {
    const began = performance.now();
    const gradient = gradientOfAll(loss, model, parameters, part);
    const ms = performance.now() - began;
    return { ...gradient, shards: part.length, ms };
  };
  const others = othersFor("learn");
  const [first, ...rest] = branchesOf(shards, 1 + others.length);
  const results = rest.map((part, i) => {
    const back = ({ output, room, ms }: TaskResult): Timed => {
      own.push(room);
      const gradient = tf.tensor1d(room.subarray(0, size));
      const found = output as OutputOf<"gradient">;
      return { ...found, gradient, shards: part.length, ms };
    };
    const trained = parameters.length;
    const lesson: GradientRequest = { loss, trained, shards: part };
    const write = () =>
      writeTask("gradient", model, lesson, parameters, own.pop());
    const result = delegate(others[i]!, write, back);
    return () => result(() => here(part));
  });
  const found = [here(first!)];
  try {
    for (const result of results) found.push(await result());
  } catch (error) {
    found.forEach(({ gradient }) => gradient.dispose());
    throw error;
  }
  const [mine, ...theirs] = found.map(({ ms, shards }) => ms / shards);
  notePace(mine!, theirs);
  return found;
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
