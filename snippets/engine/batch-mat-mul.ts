/**
 * `tf.matMul` on the engine: any transposes, any leading dimensions.
 *
 * The backend's own product is fast for two plain matrices only, and prepares
 * a right-hand side once per data id, which is wrong after a reshape. This one
 * has neither fault.
 */
import type * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import { address, call, output, scratch } from "./heap.ts";

interface Arguments {
  inputs: { a: tf.TensorInfo; b: tf.TensorInfo };
  attrs: { transposeA: boolean; transposeB: boolean };
}

/** a [..., M, K] (or [..., K, M]) times b [..., K, N] -> [..., M, N] */
export function batchMatMul({ inputs: { a, b }, attrs }: Arguments) {
  assert(
    a.dtype === "float32" && b.dtype === "float32",
    `matMul multiplies float32 tensors, got ${a.dtype} and ${b.dtype}. ` +
      `Use toFloat().`,
  );
  const left = matrix(a, attrs.transposeA);
  const right = matrix(b, attrs.transposeB);
  const [M, K, N] = [left.rows, left.columns, right.columns];
  assert(
    K === right.rows,
    `matMul: the left side has ${K} columns and the right side ` +
      `${right.rows} rows; they should be as many.`,
  );
  const batch = broadcast(left.batch, right.batch);
  const room = scratch(call("gemmScratch", N));
  const c = output(...batch, M, N);
  const count = batch.reduce((product, n) => product * n, 1);
  for (let i = 0; i < count; i++) {
    const from = address(a) + 4 * M * K * place(i, batch, left.batch);
    const by = address(b) + 4 * K * N * place(i, batch, right.batch);
    const to = address(c) + 4 * M * N * i;
    const [row, column] = left.strides;
    const [byRow, byColumn] = right.strides;
    const sides = [from, row, column, by, byRow, byColumn, to, N];
    call("gemm", M, N, K, ...sides, 0, 0, room);
  }
  return c;
}

/** The last two dimensions as a matrix; a transpose swaps its strides. */
function matrix({ shape }: tf.TensorInfo, transposed: boolean) {
  const batch = shape.slice(0, -2);
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed
    ? { batch, rows: columns, columns: rows, strides: [1, columns] as const }
    : { batch, rows, columns, strides: [columns, 1] as const };
}

/** [2, 1] and [5] -> [2, 5]: a 1 or a missing dimension is repeated. */
function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    assert(
      x === y || x === 1 || y === 1,
      `matMul: leading dimensions [${a}] and [${b}] don't fit each other.`,
    );
    return x === 1 ? y : x;
  });
}

/** Which matrix of `own` belongs to matrix i of the broadcast `batch`. */
function place(i: number, batch: readonly number[], own: readonly number[]) {
  let index = 0;
  let step = 1;
  for (let axis = batch.length - 1; axis >= 0; axis--) {
    const n = own[axis - batch.length + own.length] ?? 1;
    if (n > 1) index += step * (i % batch[axis]!);
    step *= n;
    i = Math.floor(i / batch[axis]!);
  }
  return index;
}
