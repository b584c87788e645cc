/** A GPT's parameters from a file's tensors, with names and shapes checked. */
import * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import type { BlockParams, GPTConfig, GPTParams } from "../gpt.ts";
import { assertFloats, type FileTensor } from "../safetensors.ts";
import type { Linear, Norm } from "../parameters.ts";

/** A file's tensors by GPT-2's names, without the prefix "transformer." */
type Tensors = ReadonlyMap<string, FileTensor>;

/** What torch.compile, DataParallel and transformers put before a name. */
const PREFIX = /^(?:(?:_orig_mod|module|transformer)\.)+/;

/** The tensors by GPT-2's own names, whatever has wrapped the model. */
export function plainNames(
  tensors: ReadonlyMap<string, FileTensor>,
): Map<string, FileTensor> {
  const plain = new Map<string, FileTensor>();
  for (const [name, tensor] of tensors) {
    const own = name.replace(PREFIX, "").replaceAll("_orig_mod.", "");
    assert(
      !plain.has(own),
      `model.safetensors has "${own}" twice, once as "${name}". Expected ` +
        `one model in it.`,
    );
    plain.set(own, tensor);
  }
  return plain;
}

/** What a GPT-2's file may have in it: the parameters, masks and heads. */
const LAYER =
  /^h\.(\d+)\.(?:ln_[12]|attn\.c_(?:attn|proj)|mlp\.c_(?:fc|proj))\.\w+$/;
const OTHERS =
  /^(?:w[tp]e|ln_f|lm_head|score)\.\w+$|^h\.\d+\.attn\.(?:masked_)?bias$/;

/** Throws if something is left over, which would change what comes out. */
export function assertNoOthers(config: GPTConfig, tensors: Tensors): void {
  for (const name of tensors.keys()) {
    const layer = Number(LAYER.exec(name)?.[1] ?? Infinity);
    assert(
      layer < config.layers || OTHERS.test(name),
      `model.safetensors has "${name}", which a GPT-2 of ${config.layers} ` +
        `layers has not. Expected a plain GPT-2: merge adapters into it first.`,
    );
  }
}

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
  assertFloats(`model.safetensors: "${name}"`, stored.dtype);
  const value = () => tf.variable(tf.tensor(stored.read(), shape));
  return tf.tidy(value) as tf.Tensor as T;
}

/** Our output layer is the token embedding; a different one can't be read. */
export function assertTied(tensors: Tensors, tied: boolean): void {
  const head = tensors.get("lm_head.weight")?.read();
  const table = head && tensors.get("wte.weight")?.read();
  assert(
    head || tied,
    "config.json: tie_word_embeddings is false, but model.safetensors has no " +
      "lm_head.weight. Expected a GPT-2 with tied embeddings.",
  );
  assert(
    !head || !table || areEqual(head, table),
    "model.safetensors: lm_head.weight differs from wte.weight. Expected a " +
      "GPT-2 with tied embeddings (tie_word_embeddings: true).",
  );
}

function areEqual(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
