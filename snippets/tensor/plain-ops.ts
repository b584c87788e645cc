/**
 * The operations of tensor.ts in plain TensorFlow.js: their definition, what
 * runs on other backends than wasm, and what the engine is tested against.
 *
 * Stock TensorFlow.js on wasm is fast for the product of two plain matrices
 * and up to twenty times slower for transposed ones, and some operations have
 * no gradient there: so those operations state their own.
 */
import * as tf from "@tensorflow/tfjs";
import { causalAttention, type LayerCache } from "./attention.ts";
import { withGradient } from "./custom-gradient.ts";
import type { Linear, Norm } from "../parameters.ts";

/** A plain matrix product. [N, K] [K, M] -> [N, M] */
export function matmul(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return withGradient([a, b], (a, b) => ({
    value: tf.matMul<tf.Tensor2D>(a, b),
    saved: [a, b],
    gradient: (dy, a, b) => [dy.matMul(transpose(b)), transpose(a).matMul(dy)],
  }));
}

/** Every row of `a` by every row of `b`. [N, K] [M, K] -> [N, M] */
export function matmulTransposed(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return matmul(a, transpose(b));
}

/** Number by number. [N, C] [N, C] -> [N, C] */
export function add(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  return x.add(y);
}

/** Adds the same row to every row. [N, M] [M] -> [N, M] */
export function addRow(x: tf.Tensor2D, row: tf.Tensor1D): tf.Tensor2D {
  return withGradient([x, row], (x, row) => ({
    value: x.add<tf.Tensor2D>(row),
    saved: [],
    gradient: (dy) => [dy, sumRows(dy)],
  }));
}

/** x W + b for every row. [N, in] -> [N, out] */
export function linear(x: tf.Tensor2D, p: Linear): tf.Tensor2D {
  return addRow(matmul(x, p.weight), p.bias);
}

/** Each row to mean 0 and variance 1, then scaled and shifted. [N, C] */
export function layerNorm(x: tf.Tensor2D, p: Norm, eps = 1e-5): tf.Tensor2D {
  return withGradient([x, p.weight, p.bias], (x, weight, bias) => {
    const centred = x.sub(x.mean(-1, true));
    const invStd = centred.square().mean(-1, true).add(eps).rsqrt();
    const unit = centred.mul<tf.Tensor2D>(invStd);
    return {
      value: unit.mul(weight).add<tf.Tensor2D>(bias),
      saved: [unit, invStd, weight],
      gradient: normGradient,
    };
  });
}

/** Ba, Kiros & Hinton 2016: dx loses its mean and its part along `unit`. */
function normGradient(
  dy: tf.Tensor2D,
  unit: tf.Tensor2D,
  invStd: tf.Tensor,
  weight: tf.Tensor,
) {
  const dUnit = dy.mul<tf.Tensor2D>(weight);
  const along = unit.mul(dUnit.mul(unit).mean(-1, true));
  const dx = dUnit.sub(dUnit.mean(-1, true)).sub(along).mul(invStd);
  return [dx, sumRows(dy.mul(unit)), sumRows(dy)];
}

const GELU_SCALE = 2 * Math.sqrt(2 / Math.PI);

/**
 * GELU in GPT-2's tanh form (Hendrycks & Gimpel 2016). [N, M] -> [N, M]
 * 0.5 u (1 + tanh z) = u sigmoid(2 z), and sigmoid is the faster one on wasm.
 */
export function gelu(u: tf.Tensor2D): tf.Tensor2D {
  return withGradient([u], (u) => {
    const cubic = u.square().mul(0.044715).add(1).mul(u);
    const gate = cubic.mul(GELU_SCALE).sigmoid();
    return { value: u.mul(gate), saved: [u, gate], gradient: geluGradient };
  });
}

function geluGradient(dy: tf.Tensor2D, u: tf.Tensor, gate: tf.Tensor) {
  const slope = u
    .square()
    .mul(3 * 0.044715)
    .add(1)
    .mul(GELU_SCALE);
  const dGate = gate.sub(gate.square()).mul(slope);
  return [dy.mul(gate.add(u.mul(dGate)))];
}

/** [B*T, 3C] -> [B*T, C] */
export function attend(qkv: tf.Tensor2D, B: number, H: number): tf.Tensor2D {
  return causalAttention(qkv, B, H);
}

/** [B*T, 3C] -> [B*T, C]; the cache gets the T new tokens of every text. */
export function attendCached(
  qkv: tf.Tensor2D,
  B: number,
  H: number,
  cache: LayerCache,
): tf.Tensor2D {
  return causalAttention(qkv, B, H, cache);
}

/** [N] -> [N, size] with a single 1 per row */
export function oneHot(ids: tf.Tensor, size: number): tf.Tensor2D {
  return tf.oneHot(ids as tf.Tensor1D, size).toFloat() as tf.Tensor2D;
}

/** The transpose. [N, M] -> [M, N] */
export function transpose(x: tf.Tensor): tf.Tensor2D {
  return x.transpose<tf.Tensor2D>();
}

/**
 * Column sums as a product with a row of ones. [N, M] -> [M]
 *
 * The copy is needed: the wasm backend prepares a right-hand matrix once and
 * reuses that for every tensor with the same data, even one reshaped since.
 */
function sumRows(x: tf.Tensor2D): tf.Tensor1D {
  const copy = x.mul<tf.Tensor2D>(1);
  return tf.ones<tf.Rank.R2>([1, x.shape[0]]).matMul(copy).reshape([-1]);
}
