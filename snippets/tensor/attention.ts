/**
 * Causal multi-head self-attention (Vaswani et al. 2017, section 3.2): every
 * token looks at itself and at the tokens before it, never ahead.
 */
import * as tf from "@tensorflow/tfjs";

/**
 * The keys and values of the tokens read so far, kept while an answer is
 * written: each new token then costs one row of attention, not a whole text.
 */
export interface LayerCache {
  keys?: tf.Tensor;
  values?: tf.Tensor;
  /** tokens per text that are in it, and that it has room for */
  length: number;
  capacity: number;
}

/**
 * Queries, keys and values side by side. [B*T, 3C] -> [B*T, C]
 * @param B texts, each T rows
 * @param H heads
 */
export function causalAttention(
  qkv: tf.Tensor2D,
  B: number,
  H: number,
  cache?: LayerCache,
): tf.Tensor2D {
  const [q, k, v] = splitHeads(qkv, B, H); // 3 x [B, H, T, D]
  const [keys, values] = remember(k, v, cache); // [B, H, past + T, D]
  const D = q.shape[3];
  const T = q.shape[2];
  // [B, H, T, D] x [B, H, past + T, D] -> [B, H, T, past + T]
  const scores = tf.matMul(q.mul(D ** -0.5), keys, false, true);
  const weights = tf.softmax(scores.add(futureMask(T, keys.shape[2])));
  const mixed = tf.matMul(weights, values); // [B, H, T, D]
  return mixed.transpose([0, 2, 1, 3]).reshape([B * T, H * D]); // [B*T, C]
}

/** [B*T, 3C] -> queries, keys and values, each [B, H, T, D] */
function splitHeads(qkv: tf.Tensor2D, B: number, H: number) {
  const [rows, width] = qkv.shape;
  const T = rows / B;
  const C = width / 3;
  return [0, 1, 2].map((part) => {
    const x = qkv.slice([0, part * C], [rows, C]);
    const heads = x.reshape<tf.Tensor4D>([B, T, H, C / H]);
    return heads.transpose<tf.Tensor4D>([0, 2, 1, 3]);
  }) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
}

/** Puts the new keys and values after the cached ones, and caches them all. */
function remember(k: tf.Tensor4D, v: tf.Tensor4D, cache?: LayerCache) {
  if (!cache) return [k, v] as const;
  const join = (old: tf.Tensor | undefined, x: tf.Tensor4D) =>
    old ? tf.concat([old as tf.Tensor4D, x], 2) : x;
  const all = [join(cache.keys, k), join(cache.values, v)] as const;
  [cache.keys, cache.values] = all;
  cache.length += k.shape[2];
  return all;
}

/**
 * 0 where the last T of `total` tokens may look, -1e9 where they may not: a
 * softmax turns it into probability 0. (-Infinity would risk 0 * Infinity.)
 */
function futureMask(T: number, total: number): tf.Tensor2D {
  const past = total - T;
  const mask = new Float32Array(T * total);
  for (let t = 0; t < T; t++) {
    mask.fill(-1e9, t * total + past + t + 1, (t + 1) * total);
  }
  return tf.tensor2d(mask, [T, total]);
}
