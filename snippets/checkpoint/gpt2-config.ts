/** GPT-2's config.json, as the transformers library writes and reads it. */
import { assert } from "../base/assert.ts";
import type { GPTConfig } from "../gpt.ts";
import { END, PAD } from "../tokenizer.ts";
import { shown } from "./tokenizer-fields.ts";

type Architecture = "GPT2LMHeadModel" | "GPT2ForSequenceClassification";

/** Our sizes in GPT-2's words. */
export function toGpt2Config(config: GPTConfig, architecture: Architecture) {
  return {
    model_type: "gpt2",
    architectures: [architecture],
    vocab_size: config.vocabSize,
    n_positions: config.blockSize,
    n_embd: config.width,
    n_layer: config.layers,
    n_head: config.heads,
    n_inner: null,
    activation_function: "gelu_new",
    layer_norm_epsilon: 1e-5,
    resid_pdrop: 0,
    embd_pdrop: 0,
    attn_pdrop: 0,
    tie_word_embeddings: true,
    pad_token_id: PAD,
    bos_token_id: END,
    eos_token_id: END,
    // a reward model has one score per text
    ...(architecture === "GPT2ForSequenceClassification" && {
      id2label: { 0: "score" },
      label2id: { score: 0 },
    }),
    torch_dtype: "float32",
  };
}

/** Settings that change what the model computes, and the value we implement. */
const REQUIRED: Record<string, readonly unknown[]> = {
  model_type: ["gpt2"],
  activation_function: ["gelu_new", "gelu_pytorch_tanh"],
  layer_norm_epsilon: [1e-5],
  scale_attn_weights: [true],
  scale_attn_by_inverse_layer_idx: [false],
  add_cross_attention: [false],
};

/** A config.json's sizes; throws an InputError on a model we can't compute. */
export function fromGpt2Config(json: Record<string, unknown>): GPTConfig {
  for (const [key, allowed] of Object.entries(REQUIRED)) {
    const value = json[key];
    const missing = value === undefined && key !== "model_type";
    assert(
      missing || allowed.includes(value),
      `config.json: ${key} is ${allowed.join(" or ")} in models that can be ` +
        `read here, got ${shown(value)}.`,
    );
  }
  if (json.n_inner != null) wholeNumber(json, "n_inner");
  const config = {
    vocabSize: wholeNumber(json, "vocab_size"),
    blockSize: wholeNumber(json, "n_positions"),
    width: wholeNumber(json, "n_embd"),
    layers: wholeNumber(json, "n_layer"),
    heads: wholeNumber(json, "n_head"),
  };
  assert(
    config.width % config.heads === 0,
    `config.json: n_embd is divisible by n_head, got ${config.width} and ` +
      `${config.heads}.`,
  );
  return config;
}

function wholeNumber(json: Record<string, unknown>, key: string): number {
  const value = json[key];
  assert(
    Number.isInteger(value) && Number(value) > 0 && Number(value) < 2 ** 31,
    `config.json: ${key} is a whole number above 0 (and below 2 to the 31), ` +
      `got ${shown(value)}.`,
  );
  return Number(value);
}
