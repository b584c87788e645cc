/** A GPT's parameters from a file's tensors, with names and shapes checked. */
import * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import type { BlockParams, GPTConfig, GPTParams } from "../gpt.ts";
import type { StoredTensor } from "../safetensors.ts";
import type { Linear, Norm } from "../parameters.ts";

/** A file's tensors by GPT-2's names, without the prefix "transformer." */
type Tensors = ReadonlyMap<string, StoredTensor>;

/** Names and shapes as GPT-2 has them; throws on the first that differs. */
export function gptParams(
  { vocabSize: V, blockSize, width: C, layers }: GPTConfig,
  tensors: Tensors,
): GPTParams {
  const matrix = (name: string, shape: [number, number]) =>
    parameter<tf.Tensor2D>(tensors, `${name}.weight`, shape);
  const vector = (name: string, size: number) =>
    parameter<tf.Tensor1D>(tensors, name, [size]);
  const norm = (name: string): Norm => ({
    weight: vector(`${name}.weight`, C),
    bias: vector(`${name}.bias`, C),
  });
  const linear = (name: string, shape: [number, number]): Linear => ({
    weight: matrix(name, shape),
    bias: vector(`${name}.bias`, shape[1]),
  });
  // n_inner: four times the width, unless the file says otherwise
  const inner = tensors.get("h.0.mlp.c_fc.weight")?.shape[1] ?? 4 * C;
  const blocks = Array.from({ length: layers }, (_, i): BlockParams => ({
    ln_1: norm(`h.${i}.ln_1`),
    attn: {
      c_attn: linear(`h.${i}.attn.c_attn`, [C, 3 * C]),
      c_proj: linear(`h.${i}.attn.c_proj`, [C, C]),
    },
    ln_2: norm(`h.${i}.ln_2`),
    mlp: {
      c_fc: linear(`h.${i}.mlp.c_fc`, [C, inner]),
      c_proj: linear(`h.${i}.mlp.c_proj`, [inner, C]),
    },
  }));
  return {
    wte: { weight: matrix("wte", [V, C]) },
    wpe: { weight: matrix("wpe", [blockSize, C]) },
    h: blocks,
    ln_f: norm("ln_f"),
  };
}

/** One stored tensor as a parameter of the expected shape. */
export function parameter<T extends tf.Tensor>(
  tensors: Tensors,
  name: string,
  shape: number[],
): T {
  const stored = tensors.get(name);
  assert(
    stored !== undefined,
    `model.safetensors has no "${name}" although config.json calls for it.`,
  );
  assert(
    stored.shape.join() === shape.join(),
    `model.safetensors: "${name}" should be [${shape}] by config.json, ` +
      `got [${stored.shape}].`,
  );
  const value = () => tf.variable(tf.tensor(stored.data, shape));
  return tf.tidy(value) as tf.Tensor as T;
}

/** Our output layer is the token embedding; a different one can't be read. */
export function assertTied(tensors: Tensors): void {
  const head = tensors.get("lm_head.weight")?.data;
  const table = tensors.get("wte.weight")?.data;
  const same = !head || !table || head.every((x, i) => x === table[i]);
  assert(
    same,
    "This model's lm_head.weight differs from its wte.weight. Expected a " +
      "GPT-2 with tied embeddings (tie_word_embeddings: true).",
  );
}
