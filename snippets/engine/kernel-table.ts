/**
 * The engine's kernels as functions of tensors: what each one takes and what
 * it makes. Inputs in, outputs out: shapes are said at the ops of fused-ops.ts.
 */
import type * as tf from "@tensorflow/tfjs";
import { batchMatMul } from "./batch-mat-mul.ts";
import { call, output, scratch, size, type TensorKernel } from "./heap.ts";
import { LOSS_KERNELS } from "./loss-kernels.ts";

export const KERNELS: Record<string, TensorKernel> = {
  ...LOSS_KERNELS,

  Product({ a, b }, { turnA, turnB }) {
    const attrs = { transposeA: turnA === 1, transposeB: turnB === 1 };
    return [batchMatMul({ inputs: { a: a!, b: b! }, attrs })];
  },

  LinearWithBias({ x, weight, bias }) {
    const [N, K, M] = [x!.shape[0]!, x!.shape[1]!, weight!.shape[1]!];
    const room = scratch(call("gemmScratch", M));
    const y = output(N, M);
    call("gemm", N, M, K, x!, K, 1, weight!, M, 1, y, M, bias!, 0, room);
    return [y];
  },

  Addition({ x, y }) {
    const sum = output(...x!.shape);
    call("add", x!, y!, sum, size(x!));
    return [sum];
  },

  LinearGradient({ dy, x, weight }) {
    const [N, K, M] = [x!.shape[0]!, x!.shape[1]!, weight!.shape[1]!];
    const room = scratch(call("gemmScratch", Math.max(K, M)));
    const [dx, dWeight, dBias] = [output(N, K), output(K, M), output(M)];
    call("gemm", N, K, M, dy!, M, 1, weight!, 1, M, dx, K, 0, 0, room);
    call("gemm", K, M, N, x!, 1, K, dy!, M, 1, dWeight, M, 0, 0, room);
    call("sumRows", dy!, dBias, N, M);
    return [dx, dWeight, dBias];
  },

  Embed({ tokens, places, ids }, { V, T, past }) {
    const [N, C] = [ids!.shape[0]!, tokens!.shape[1]!];
    const rows = output(N, C);
    call("gatherRows", tokens!, ids!, rows, N, V!, C);
    call("addRows", places!, rows, N, T!, past!, C);
    return [rows];
  },

  EmbedGradient({ dy, ids }, { V, blockSize, T, past }) {
    const [N, C] = dy!.shape as [number, number];
    const [dTokens, dPlaces] = [output(V!, C), output(blockSize!, C)];
    call("scatterAddRows", dy!, ids!, dTokens, N, V!, C);
    call("sumTexts", dy!, dPlaces, N, T!, past!, blockSize!, C);
    return [dTokens, dPlaces];
  },

  LayerNorm({ x, weight, bias }, { eps }) {
    const [N, C] = x!.shape as [number, number];
    const [y, mean, invStd] = [output(N, C), output(N), output(N)];
    call("layerNorm", x!, weight!, bias!, eps!, y, mean, invStd, N, C);
    return [y, mean, invStd];
  },

  LayerNormGradient({ dy, x, weight, mean, invStd }) {
    const [N, C] = x!.shape as [number, number];
    const outputs = [output(N, C), output(C), output(C)];
    const inputs = [dy!, x!, weight!, mean!, invStd!];
    call("layerNormGradient", ...inputs, ...outputs, N, C);
    return outputs;
  },

  Gelu({ u }) {
    const [y, slope] = [output(...u!.shape), output(...u!.shape)];
    call("geluWithSlope", u!, y, slope, size(u!));
    return [y, slope];
  },

  GeluGradient({ dy, slope }) {
    const du = output(...dy!.shape);
    call("geluGradient", dy!, slope!, du, size(dy!));
    return [du];
  },

  CausalAttention({ qkv }, { B, H }) {
    const { T, C, D } = attentionSizes(qkv!, B!, H!);
    const room = scratch(call("gemmScratch", Math.max(T, D)));
    const [out, weights] = [output(B! * T, C), output(B!, H!, T, T)];
    call("attention", qkv!, out, weights, B!, T, H!, D, room);
    return [out, weights];
  },

  CausalAttentionGradient({ dy, qkv, weights }, { B, H }) {
    const { T, D } = attentionSizes(qkv!, B!, H!);
    const forOneHead = 4 * T * T;
    const room = scratch(forOneHead + call("gemmScratch", Math.max(T, D)));
    const dQkv = output(...qkv!.shape);
    const inputs = [dy!, qkv!, weights!, dQkv];
    const sizes = [B!, T, H!, D, room, room + forOneHead];
    call("attentionGradient", ...inputs, ...sizes);
    return [dQkv];
  },

  // Writes into `keys` and `values`, which have room for `capacity` tokens.
  CachedAttention({ qkv, keys, values }, { B, H, past }) {
    const { T, C, D } = attentionSizes(qkv!, B!, H!);
    const capacity = values!.shape[1]!;
    const room = scratch(4 * capacity);
    const out = output(B! * T, C);
    const sizes = [B!, T, past!, capacity, H!, D, room];
    call("cachedAttention", qkv!, keys!, values!, out, ...sizes);
    return [out];
  },
};

function attentionSizes(qkv: tf.TensorInfo, B: number, H: number) {
  const [rows, width] = qkv.shape as [number, number];
  const C = width / 3;
  return { T: rows / B, C, D: C / H };
}
