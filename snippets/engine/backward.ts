/**
 * Backpropagation along TensorFlow.js's tape: the gradients that
 * `tf.variableGrads` computes, in the same order, with less bookkeeping, and
 * freeing what is of no use any more on the way, so that memory stays small
 * and in the CPU's cache.
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import { engineRuns, inOneRow } from "./heap.ts";
import { ENGINE, run, sharing } from "./tape.ts";
import { openEngine, type TapeNode } from "./tfjs-internals.ts";

/**
 * Runs a loss and goes its operations back. Call it inside `tf.tidy`.
 * @returns the loss, and its gradient by all numbers of `xs`, in one row; 0 by
 *   those that it does not use
 */
export function gradientOf(
  loss: () => tf.Scalar,
  xs: readonly tf.Tensor[],
): { value: tf.Scalar; gradient: tf.Tensor1D } {
  const engine = openEngine();
  engine.startTape();
  let value: tf.Scalar;
  try {
    value = tf.tidy(loss);
  } finally {
    engine.endTape();
  }
  const tape = engine.state.activeTape ?? [];
  try {
    const found = goBack(usedNodes(tape, xs), value, xs);
    return { value, gradient: joined(found, xs) };
  } finally {
    for (const { saved } of tape) tf.dispose(saved);
    engine.state.activeTape = null;
  }
}

/** -> [the sizes of all `xs` together] */
function joined(found: Map<number, tf.Tensor>, xs: readonly tf.Tensor[]) {
  const grads = xs.map(({ id }) => found.get(id));
  if (!engineRuns()) {
    return tf.concat1d(
      grads.map((dx, i) => (dx ?? tf.zerosLike(xs[i]!)).flatten()),
    );
  }
  const row = inOneRow(
    grads,
    xs.map(({ size }) => size),
  );
  return tf.engine().makeTensorFromTensorInfo(row) as tf.Tensor1D;
}

/** The operations whose outputs depend on any of `xs`, and those inputs. */
function usedNodes(tape: readonly TapeNode[], xs: readonly tf.Tensor[]) {
  const depends = new Set(xs.map((x) => x.id));
  const used: { node: TapeNode; names: string[] }[] = [];
  for (const node of tape) {
    const names = Object.keys(node.inputs);
    const own = names.filter((name) => depends.has(node.inputs[name]!.id));
    if (own.length === 0) continue;
    for (const output of node.outputs) depends.add(output.id);
    used.push({ node, names: own });
  }
  return used;
}

/** From the last operation to the first. -> the gradients that are left */
function goBack(
  used: { node: TapeNode; names: string[] }[],
  value: tf.Scalar,
  xs: readonly tf.Tensor[],
): Map<number, tf.Tensor> {
  const one = tf.scalar(1);
  const found = new Map<number, tf.Tensor>([[value.id, one]]);
  const wanted = new Set(xs.map((x) => x.id));
  for (const { node, names } of used.toReversed()) {
    const dys = node.outputs.map(({ id }) => found.get(id));
    if (!dys.some(Boolean)) continue; // it does not lead to the loss
    assert(node.gradient, `${node.kernelName} has no gradient.`);
    const inputGradients = node.gradient(dys);
    for (const name of names) {
      const compute = inputGradients[name]!;
      const dx = node.kernelName === ENGINE ? compute() : tf.tidy(compute);
      // What is older, or has gone in already, belongs to others as well.
      const isNew = dx.id > one.id && !isIn(found, dx);
      add(found, node.inputs[name]!, isNew ? dx : copyOf(dx));
    }
    for (const { id } of node.outputs) {
      if (wanted.has(id)) continue;
      found.get(id)?.dispose();
      found.delete(id);
    }
    tf.dispose(node.saved);
  }
  return found;
}

function isIn(found: Map<number, tf.Tensor>, dx: tf.Tensor): boolean {
  for (const other of found.values()) if (other === dx) return true;
  return false;
}

/** A tensor that was used several times gets the sum of their gradients. */
function add(found: Map<number, tf.Tensor>, x: tf.Tensor, dx: tf.Tensor): void {
  assert(
    tf.util.arraysEqual(x.shape, dx.shape),
    `The gradient by a tensor [${x.shape}] has its shape, got [${dx.shape}].`,
  );
  const before = found.get(x.id);
  if (before) {
    found.set(x.id, sumOf(before, dx));
    tf.dispose([before, dx]);
  } else {
    found.set(x.id, dx);
  }
}

function sumOf(x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return engineRuns() ? run<[tf.Tensor]>("Addition", { x, y })[0] : x.add(y);
}

/** The same numbers as a tensor of its own. */
function copyOf(x: tf.Tensor): tf.Tensor {
  return engineRuns() ? sharing(x) : x.clone();
}
