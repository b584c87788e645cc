/**
 * Low-rank adaptation (Hu et al. 2021): the weights of a model stay as they
 * are, and what it learns is added to them as a product of two thin matrices,
 * W + (alpha / r) B A (eq. 3). Few numbers are trained, and the rest is shared.
 *
 * The optimizer gets the adapters in place of the model's parameters, and
 * nothing else changes: createAdamW(trainable(model)). Adapters take higher
 * rates: SFT of our model of size M by rank 8 wants 1e-2, all of it 5e-4.
 * Left out: dropout on the adapters; the memory saved, as the product is
 * written out here. That is the same function, and easier to read.
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./base/assert.ts";
import { withSettings } from "./base/settings.ts";
import type { Linear, ParameterTree } from "./parameters.ts";
import type { Rng } from "./random.ts";
import { add, matmulTransposed } from "./tensor.ts";

/** What is added to one weight [in, out], under PEFT's names. */
export interface Adapter {
  lora_A: { weight: tf.Tensor2D }; // [r, in], random
  lora_B: { weight: tf.Tensor2D }; // [out, r], 0: nothing is added at first
}

/** The linear maps of a block. The paper adapts those of attention alone. */
export const LORA_TARGETS = [
  ...(["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"] as const),
];
export type LoraTarget = (typeof LORA_TARGETS)[number];

export interface Lora {
  rank: number;
  alpha: number;
  /** all that is trained: of every block, the adapters by their targets */
  adapters: { h: Partial<Record<LoraTarget, Adapter>>[] };
}

/** Of a GPT's block, what can be adapted. */
interface Block {
  attn: { c_attn: Linear; c_proj: Linear };
  mlp: { c_fc: Linear; c_proj: Linear };
}
interface Model {
  params: { h: readonly Block[] };
  lora?: Lora;
}

export const loraDefaults = { rank: 4, alpha: 8 };

export interface LoraOptions extends Partial<typeof loraDefaults> {
  rng: Rng;
  targets?: readonly LoraTarget[];
}

/** The model with adapters to train; its own parameters are the same ones. */
export function withLora<M extends Model>(
  model: M,
  options: LoraOptions,
): M & { lora: Lora } {
  const settings = withSettings(loraDefaults, options, ["rng", "targets"]);
  const { rank, alpha, rng, targets = LORA_TARGETS } = settings;
  const wrong = targets.filter((target) => !LORA_TARGETS.includes(target));
  assert(
    targets.length > 0 && wrong.length === 0,
    `LoRA adapts some of ${LORA_TARGETS.join(", ")}; got ` +
      `${wrong.join(", ") || "none"}.`,
  );
  assert(!model.lora, "The model has adapters already: merge them first.");
  const h = model.params.h.map((block, layer) => {
    const linears = linearsOf(block);
    const entries = targets.map((target) => {
      const own = rng.fork(`${layer} ${target}`);
      return [target, createAdapter(linears[target].weight.shape, rank, own)];
    });
    return Object.fromEntries(entries) as Partial<Record<LoraTarget, Adapter>>;
  });
  return { ...model, lora: { rank, alpha, adapters: { h } } };
}

/** A block's linear maps by their targets. */
export function linearsOf({ attn, mlp }: Block): Record<LoraTarget, Linear> {
  return {
    "attn.c_attn": attn.c_attn,
    "attn.c_proj": attn.c_proj,
    "mlp.c_fc": mlp.c_fc,
    "mlp.c_proj": mlp.c_proj,
  };
}

/** A: N(0, 1 / sqrt(in)), so that A x is about as large as x. B: 0. */
function createAdapter([n, m]: [number, number], r: number, rng: Rng): Adapter {
  const draw = () => rng.normal() / Math.sqrt(n);
  const A = Float32Array.from({ length: r * n }, draw);
  return tf.tidy(() => ({
    lora_A: { weight: tf.variable(tf.tensor2d(A, [r, n])) },
    lora_B: { weight: tf.variable(tf.zeros<tf.Rank.R2>([m, r])) },
  }));
}

/** What an optimizer is to change: the adapters, or all if there are none. */
export function trainable(model: Model): ParameterTree {
  return model.lora?.adapters ?? model.params;
}

/** The blocks to compute with, W + (alpha / r) (B A)^T in place of each W. */
export function adaptedBlocks<B extends Block>(
  blocks: readonly B[],
  lora?: Lora,
): readonly B[] {
  if (!lora) return blocks;
  const scale = lora.alpha / lora.rank;
  return blocks.map((block, layer) => {
    const adapters = lora.adapters.h[layer]!;
    const adapt = (p: Linear, target: LoraTarget): Linear => {
      const adapter = adapters[target];
      if (!adapter) return p;
      return { ...p, weight: add(p.weight, product(adapter, scale)) };
    };
    const { attn, mlp } = block;
    return {
      ...block,
      attn: {
        c_attn: adapt(attn.c_attn, "attn.c_attn"),
        c_proj: adapt(attn.c_proj, "attn.c_proj"),
      },
      mlp: {
        c_fc: adapt(mlp.c_fc, "mlp.c_fc"),
        c_proj: adapt(mlp.c_proj, "mlp.c_proj"),
      },
    };
  });
}

/** scale (B A)^T, laid as the weight is. -> [in, out] */
function product({ lora_A, lora_B }: Adapter, scale: number): tf.Tensor2D {
  const A = lora_A.weight.transpose<tf.Tensor2D>(); // [in, r]
  return matmulTransposed(A, lora_B.weight).mul<tf.Tensor2D>(scale);
}
