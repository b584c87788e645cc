/**
 * The few tensor operations a GPT is made of.
 *
 * Matrices are two-dimensional, [rows, columns], with all tokens of a batch as
 * rows. On the wasm backend the operations are kernels of our own (engine/),
 * elsewhere plain TensorFlow.js (plain-ops.ts): the same numbers, and the same
 * gradients, to rounding.
 *
 * Nothing here frees memory: callers run inside `tf.tidy` (see optimizer.ts).
 */
import type * as tf from "@tensorflow/tfjs";
import type { LayerCache } from "./tensor/attention.ts";
import * as fusedLosses from "./engine/fused-losses.ts";
import * as fusedOps from "./engine/fused-ops.ts";
import { engineRuns } from "./engine/heap.ts";
import type { Linear, Norm } from "./parameters.ts";
import { embed as plainEmbed } from "./tensor/plain-embed.ts";
import * as plainLosses from "./tensor/plain-losses.ts";
import * as plainOps from "./tensor/plain-ops.ts";

const plain = { ...plainOps, ...plainLosses, embed: plainEmbed };
const fused = { ...fusedOps, ...fusedLosses };
const ops = () => (engineRuns() ? fused : plain);

/** A plain matrix product. [N, K] [K, M] -> [N, M] */
export function matmul(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return ops().matmul(a, b);
}

/** Every row of `a` by every row of `b`. [N, K] [M, K] -> [N, M] */
export function matmulTransposed(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return ops().matmulTransposed(a, b);
}

/** Number by number. Both [N, C] -> [N, C] */
export function add(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  return ops().add(x, y);
}

/** x W + b for every row. [N, in] -> [N, out] */
export function linear(x: tf.Tensor2D, p: Linear): tf.Tensor2D {
  return ops().linear(x, p);
}

/**
 * Rows of `tokens` by their ids, plus rows of `places` from `past` on, for
 * texts of T tokens. [V, C], [blockSize, C], ids [B*T] -> [B*T, C]
 */
export function embed(
  tokens: tf.Tensor2D,
  places: tf.Tensor2D,
  ids: tf.Tensor1D,
  T: number,
  past = 0,
): tf.Tensor2D {
  return ops().embed(tokens, places, ids, T, past);
}

/** Each row to mean 0 and variance 1, then scaled and shifted. [N, C] */
export function layerNorm(x: tf.Tensor2D, p: Norm, eps = 1e-5): tf.Tensor2D {
  return ops().layerNorm(x, p, eps);
}

/** GELU in GPT-2's tanh form (Hendrycks & Gimpel 2016). [N, M] -> [N, M] */
export function gelu(u: tf.Tensor2D): tf.Tensor2D {
  return ops().gelu(u);
}

/**
 * Causal self-attention of B texts with H heads, on queries, keys and values
 * side by side. [B*T, 3C] -> [B*T, C]
 */
export function attend(qkv: tf.Tensor2D, B: number, H: number): tf.Tensor2D {
  return ops().attend(qkv, B, H);
}

/**
 * The same for T new tokens of every text, after what the cache holds; adds
 * them to it. No gradient. [B*T, 3C] -> [B*T, C]
 */
export function attendCached(
  qkv: tf.Tensor2D,
  B: number,
  H: number,
  cache: LayerCache,
): tf.Tensor2D {
  return ops().attendCached(qkv, B, H, cache);
}

/**
 * The log-probability of one chosen token per row; the cross-entropy loss is
 * its negative mean. logits [N, V], targets [N] -> [N]
 */
export function logprobOf(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
): tf.Tensor1D {
  return ops().logprobOf(logits, targets);
}

/**
 * The mean over the places where the mask is 1: their sum over `count`.
 * values [N], mask [N] -> a scalar
 */
export function maskedMean(
  values: tf.Tensor1D,
  mask: tf.Tensor1D,
  count: number,
): tf.Scalar {
  return ops().maskedMean(values, mask, count);
}
