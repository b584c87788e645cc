/** The embedding of tensor.ts in plain TensorFlow.js, as plain-ops.ts is. */
import * as tf from "@tensorflow/tfjs";
import { withGradient } from "./custom-gradient.ts";
import { addRow, oneHot, transpose } from "./plain-ops.ts";

/** [V, C], [blockSize, C], ids [B*T] below V -> [B*T, C] */
export function embed(
  tokens: tf.Tensor2D,
  places: tf.Tensor2D,
  ids: tf.Tensor1D,
  T: number,
  past = 0,
): tf.Tensor2D {
  const [B, C] = [ids.size / T, tokens.shape[1]];
  const rows = lookUp(tokens, ids).reshape<tf.Tensor2D>([B, T * C]);
  const row = places.slice([past, 0], [T, C]).reshape<tf.Tensor1D>([T * C]);
  return addRow(rows, row).reshape([B * T, C]);
}

/** Rows of a table. table [V, C], ids [N] -> [N, C] */
function lookUp(table: tf.Tensor2D, ids: tf.Tensor1D): tf.Tensor2D {
  return withGradient([table], (table) => ({
    value: tf.gather(table, ids),
    saved: [ids],
    // A row's gradient is the sum over its uses: [V, N] x [N, C].
    gradient: (dy, ids) => [transpose(oneHot(ids, table.shape[0])).matMul(dy)],
  }));
}
