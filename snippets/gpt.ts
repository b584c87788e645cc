/**
 * A GPT: the decoder-only transformer of GPT-2 (Radford et al. 2019), exactly.
 *
 * Learned positions, layer norm before each part ("pre-LN"), masked
 * self-attention, a tanh-GELU network four times as wide, and an output layer
 * that shares its weights with the token embedding. The parameters carry
 * GPT-2's own names, so a checkpoint opens in other libraries.
 * Left out: dropout (our models are small and see each row once).
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./assert.ts";
import { causalAttention, type LayerCache, type Layout } from "./attention.ts";
import { cloneParameters, disposeParameters } from "./parameters.ts";
import type { Rng } from "./random.ts";
import type { Linear, Norm } from "./tensor.ts";
import { addRow, embed, gelu, layerNorm } from "./tensor.ts";
import { linear, product, turn } from "./tensor.ts";
import type { TokenBatch } from "./token-batch.ts";

export interface GPTConfig {
  /** V: how many different tokens there are */
  vocabSize: number;
  /** the longest text the model reads, in tokens */
  blockSize: number;
  /** C: numbers per token inside the model */
  width: number;
  layers: number;
  /** H: attention heads; C is divisible by H */
  heads: number;
}

export interface BlockParams {
  ln_1: Norm;
  attn: { c_attn: Linear; c_proj: Linear }; // [C, 3C] and [C, C]
  ln_2: Norm;
  mlp: { c_fc: Linear; c_proj: Linear }; // [C, 4C] and [4C, C]
}

export interface GPTParams {
  wte: { weight: tf.Tensor2D }; // token embedding [V, C]
  wpe: { weight: tf.Tensor2D }; // position embedding [blockSize, C]
  h: BlockParams[];
  ln_f: Norm;
}

export interface GPT {
  config: GPTConfig;
  params: GPTParams;
}

/** One transformer block. [B*T, C] -> [B*T, C] */
function block(x: tf.Tensor2D, p: BlockParams, layout: Layout): tf.Tensor2D {
  x = x.add(attention(layerNorm(x, p.ln_1), p.attn, layout));
  return x.add(mlp(layerNorm(x, p.ln_2), p.mlp));
}

function attention(x: tf.Tensor2D, p: BlockParams["attn"], layout: Layout) {
  const qkv = linear(x, p.c_attn); // [B*T, 3C]
  return linear(causalAttention(qkv, layout), p.c_proj);
}

function mlp(x: tf.Tensor2D, p: BlockParams["mlp"]) {
  return linear(gelu(linear(x, p.c_fc)), p.c_proj);
}

/**
 * What the model makes of every token, before the output layer.
 * B texts of T tokens -> [B*T, C]
 * @param cache one per layer, if the T tokens continue what is cached there
 */
export function hiddenStates(
  { config, params }: GPT,
  { B, T, ids }: TokenBatch,
  cache?: LayerCache[],
): tf.Tensor2D {
  const past = cache?.[0]?.k?.shape[2] ?? 0;
  checkFits(config, ids, past + T);
  const tokens = embed(params.wte.weight, tf.tensor1d(ids, "int32"));
  const places = params.wpe.weight.slice([past, 0], [T, config.width]);
  let x = addRow(
    tokens.reshape<tf.Tensor2D>([B, T * config.width]),
    places.reshape<tf.Tensor1D>([T * config.width]),
  ).reshape<tf.Tensor2D>([B * T, config.width]);
  params.h.forEach((p, layer) => {
    x = block(x, p, { B, H: config.heads, cache: cache?.[layer] });
  });
  return layerNorm(x, params.ln_f);
}

function checkFits(config: GPTConfig, ids: Int32Array, length: number) {
  assert(
    length <= config.blockSize,
    `This model reads at most ${config.blockSize} tokens, got ${length}. ` +
      `Shorten the text or raise blockSize in initGPT.`,
  );
  const wrong = ids.find((id) => id < 0 || id >= config.vocabSize);
  assert(
    wrong === undefined,
    `Token ids run from 0 to ${config.vocabSize - 1}, got ${wrong}.`,
  );
}

/** The score of every token as the next one. -> [B*T, V] */
export function logits(gpt: GPT, batch: TokenBatch): tf.Tensor2D {
  return unembed(gpt, hiddenStates(gpt, batch));
}

/** The output layer: the token embedding once more. [N, C] -> [N, V] */
export function unembed(gpt: GPT, hidden: tf.Tensor2D): tf.Tensor2D {
  return product(hidden, turn(gpt.params.wte.weight));
}

/** A copy with parameters of its own: the frozen reference of PPO. */
export function cloneGPT(gpt: GPT): GPT {
  return { config: gpt.config, params: cloneParameters(gpt.params) };
}

/** Frees the parameters; the model can't be used afterwards. */
export function disposeGPT(gpt: GPT): void {
  disposeParameters(gpt.params);
}

/** A model with random weights, the same for the same seed. */
export function initGPT(config: GPTConfig, rng: Rng): GPT {
  const { vocabSize: V, width: C, layers, heads } = config;
  assert(
    C % heads === 0,
    `The width is divisible by the number of heads, got ${C} and ${heads}.`,
  );
  const draw = normalVariable(rng);
  // Each block adds to x twice: the last weights before an addition shrink.
  const shrink = 1 / Math.sqrt(2 * layers);
  const std = 1 / Math.sqrt(C);
  return {
    config,
    params: {
      wte: { weight: draw([V, C], 0.08) },
      wpe: { weight: draw([config.blockSize, C], 0.04) },
      h: Array.from({ length: layers }, () => ({
        ln_1: initNorm(C),
        attn: {
          c_attn: { weight: draw([C, 3 * C], std), bias: zeros(3 * C) },
          c_proj: { weight: draw([C, C], std * shrink), bias: zeros(C) },
        },
        ln_2: initNorm(C),
        mlp: {
          c_fc: { weight: draw([C, 4 * C], std), bias: zeros(4 * C) },
          c_proj: {
            weight: draw([4 * C, C], (std / 2) * shrink),
            bias: zeros(C),
          },
        },
      })),
      ln_f: initNorm(C),
    },
  };
}

/** Draws a matrix of N(0, std) numbers. */
function normalVariable(rng: Rng) {
  return ([rows, columns]: [number, number], std: number): tf.Tensor2D => {
    const draw = () => rng.normal() * std;
    const values = Float32Array.from({ length: rows * columns }, draw);
    return tf.tidy(() => tf.variable(tf.tensor2d(values, [rows, columns])));
  };
}

const filled = (n: number, value: number): tf.Tensor1D =>
  tf.tidy(() => tf.variable(tf.fill<tf.Rank.R1>([n], value)));

const zeros = (n: number) => filled(n, 0);

const initNorm = (C: number): Norm => ({ weight: filled(C, 1), bias: zeros(C) });
