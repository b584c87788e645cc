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
import { assert } from "./base/assert.ts";
import { block as fusedBlock } from "./engine/fused-block.ts";
import { engineRuns } from "./engine/heap.ts";
import type { LayerCache } from "./tensor/attention.ts";
import { adaptedBlocks, type Lora } from "./lora.ts";
import { cloneParameters, disposeParameters } from "./parameters.ts";
import type { Linear, Norm } from "./parameters.ts";
import { add, attend, attendCached, embed, gelu } from "./tensor.ts";
import { layerNorm, linear, matmulTransposed } from "./tensor.ts";
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
  /** what is trained in place of the parameters, if there is something */
  lora?: Lora;
}

/** How rows belong together: B texts, H heads, and what was read before. */
interface Layout {
  B: number;
  H: number;
  cache?: LayerCache;
}

/** One transformer block. [B*T, C] -> [B*T, C] */
function block(x: tf.Tensor2D, p: BlockParams, layout: Layout): tf.Tensor2D {
  x = add(x, attention(layerNorm(x, p.ln_1), p.attn, layout));
  return add(x, mlp(layerNorm(x, p.ln_2), p.mlp));
}

function attention(x: tf.Tensor2D, p: BlockParams["attn"], layout: Layout) {
  const { B, H, cache } = layout;
  const qkv = linear(x, p.c_attn); // [B*T, 3C]
  const mixed = cache ? attendCached(qkv, B, H, cache) : attend(qkv, B, H);
  return linear(mixed, p.c_proj);
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
  { config, params, lora }: GPT,
  { B, T, ids }: TokenBatch,
  cache?: LayerCache[],
): tf.Tensor2D {
  const past = cache?.[0]?.length ?? 0;
  checkFits(config, ids, past + T);
  const { wte, wpe } = params;
  const tokens = tf.tensor1d(ids, "int32");
  let x = embed(wte.weight, wpe.weight, tokens, T, past);
  // The engine computes a block in one operation, to the same bits.
  const oneBlock = engineRuns() && !cache ? fusedBlock : block;
  adaptedBlocks(params.h, lora).forEach((p, layer) => {
    x = oneBlock(x, p, { B, H: config.heads, cache: cache?.[layer] });
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
  return matmulTransposed(hidden, gpt.params.wte.weight);
}

/** A copy with parameters of its own: the frozen reference of PPO. */
export function cloneGPT({ config, params, lora }: GPT): GPT {
  const copy = { config, params: cloneParameters(params) };
  if (!lora) return copy;
  return {
    ...copy,
    lora: { ...lora, adapters: cloneParameters(lora.adapters) },
  };
}

/** Frees the parameters; the model can't be used afterwards. */
export function disposeGPT({ params, lora }: GPT): void {
  disposeParameters(params);
  if (lora) disposeParameters(lora.adapters);
}
