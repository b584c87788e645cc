/**
 * The operations of tensor.ts on the engine: one kernel forwards, one or two
 * back. What each computes is defined in plain-ops.ts and plain-embed.ts.
 */
import * as tf from "@tensorflow/tfjs";
import type { LayerCache } from "../tensor/attention.ts";
import type { Linear, Norm } from "../parameters.ts";
import { onTape, run } from "./tape.ts";

/** A product; `turnA` and `turnB` are 1 to transpose that side. */
function multiply(a: tf.Tensor, b: tf.Tensor, turnA = 0, turnB = 0) {
  return run<[tf.Tensor2D]>("Product", { a, b }, { turnA, turnB })[0];
}

/** [N, K] [K, M] -> [N, M] */
export function matmul(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return onTape([a, b], (a, b) => ({
    value: multiply(a, b),
    saved: [a, b],
    gradient: (dy, a, b) => [multiply(dy, b, 0, 1), multiply(a, dy, 1)],
  }));
}

/** [N, K] [M, K] -> [N, M] */
export function matmulTransposed(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return onTape([a, b], (a, b) => ({
    value: multiply(a, b, 0, 1),
    saved: [a, b],
    gradient: (dy, a, b) => [multiply(dy, b), multiply(dy, a, 1)],
  }));
}

/** [N, C] [N, C] -> [N, C] */
export function add(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  return onTape([x, y], (x, y) => ({
    value: run<[tf.Tensor2D]>("Addition", { x, y })[0],
    saved: [],
    gradient: (dy) => [dy, dy],
  }));
}

/** [N, in] -> [N, out] */
export function linear(x: tf.Tensor2D, p: Linear): tf.Tensor2D {
  return onTape([x, p.weight, p.bias], (x, weight, bias) => ({
    value: run<[tf.Tensor2D]>("LinearWithBias", { x, weight, bias })[0],
    saved: [x, weight],
    gradient: (dy, x, weight) => run("LinearGradient", { dy, x, weight }),
  }));
}

/** [V, C], [blockSize, C], ids [B*T] -> [B*T, C] */
export function embed(
  tokens: tf.Tensor2D,
  places: tf.Tensor2D,
  ids: tf.Tensor1D,
  T: number,
  past: number,
): tf.Tensor2D {
  const sizes = { V: tokens.shape[0], blockSize: places.shape[0], T, past };
  return onTape([tokens, places], (tokens, places) => ({
    value: run<[tf.Tensor2D]>("Embed", { tokens, places, ids }, sizes)[0],
    saved: [ids],
    gradient: (dy, ids) => run("EmbedGradient", { dy, ids }, sizes),
  }));
}

/** [N, C] -> [N, C] */
export function layerNorm(x: tf.Tensor2D, p: Norm, eps: number): tf.Tensor2D {
  return onTape([x, p.weight, p.bias], (x, weight, bias) => {
    const [y, mean, invStd] = run<[tf.Tensor2D, tf.Tensor1D, tf.Tensor1D]>(
      "LayerNorm",
      { x, weight, bias },
      { eps },
    );
    return {
      value: y,
      saved: [x, weight, mean, invStd],
      gradient: (dy, x, weight, mean, invStd) =>
        run("LayerNormGradient", { dy, x, weight, mean, invStd }),
    };
  });
}

/** [N, M] -> [N, M] */
export function gelu(u: tf.Tensor2D): tf.Tensor2D {
  return onTape([u], (u) => {
    const [y, slope] = run<[tf.Tensor2D, tf.Tensor2D]>("Gelu", { u });
    return {
      value: y,
      saved: [slope],
      gradient: (dy, slope) => run("GeluGradient", { dy, slope }),
    };
  });
}

/** [B*T, 3C] -> [B*T, C] */
export function attend(qkv: tf.Tensor2D, B: number, H: number): tf.Tensor2D {
  const sizes = { B, H };
  return onTape([qkv], (qkv) => {
    const [out, weights] = run<[tf.Tensor2D, tf.Tensor4D]>(
      "CausalAttention",
      { qkv },
      sizes,
    );
    return {
      value: out,
      saved: [qkv, weights],
      gradient: (dy, qkv, weights) =>
        run("CausalAttentionGradient", { dy, qkv, weights }, sizes),
    };
  });
}

/** [B*T, 3C] -> [B*T, C]; the cache gets the T new tokens of every text. */
export function attendCached(
  qkv: tf.Tensor2D,
  B: number,
  H: number,
  cache: LayerCache,
): tf.Tensor2D {
  const [rows, width] = qkv.shape;
  // Keys are kept in fours, see cached-attention.ts.
  const fours = Math.ceil(cache.capacity / 4);
  cache.keys ??= tf.zeros([B, fours, width / 3, 4]);
  cache.values ??= tf.zeros([B, 4 * fours, width / 3]);
  const inputs = { qkv, keys: cache.keys, values: cache.values };
  const sizes = { B, H, past: cache.length };
  cache.length += rows / B;
  return run<[tf.Tensor2D]>("CachedAttention", inputs, sizes)[0];
}
