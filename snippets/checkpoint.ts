/**
 * Weights travel: a checkpoint is a folder that the transformers library opens
 * as a GPT-2, and a GPT-2 made elsewhere opens here.
 *
 *   model.safetensors   the parameters, under GPT-2's names
 *   config.json         the sizes
 *   tokenizer.json      the words
 */
import { assert } from "./base/assert.ts";
import type { GPT, GPTConfig } from "./gpt.ts";
import { encodeJson, readJson, type ReadFile } from "./checkpoint/files.ts";
import { fromGpt2Config, toGpt2Config } from "./checkpoint/gpt2-config.ts";
import {
  assertNoOthers,
  assertTied,
  gptParams,
  parameter,
  plainNames,
} from "./checkpoint/gpt2-tensors.ts";
import type { ScalarModel } from "./heads.ts";
import { namedParameters, type ParameterTree } from "./parameters.ts";
import { encodeSafetensors, openSafetensors } from "./safetensors.ts";
import type { TensorSource } from "./safetensors.ts";
import { END, PAD, type Tokenizer } from "./tokenizer.ts";
import {
  fromTokenizerJson,
  toTokenizerJson,
} from "./checkpoint/tokenizer-json.ts";

export type { ReadFile };

/** The files of a checkpoint, by name. */
export type CheckpointFiles = Record<string, Uint8Array>;

/** A language model's checkpoint. */
export function gptFiles(gpt: GPT, tokenizer: Tokenizer): CheckpointFiles {
  assert(
    !gpt.lora,
    "This model has adapters (LoRA): merge them before it is written " +
      "(mergeLora), or write them alone (loraFiles).",
  );
  return {
    "model.safetensors": encodeParameters({ transformer: gpt.params }),
    "config.json": encodeJson(toGpt2Config(gpt.config, "GPT2LMHeadModel")),
    ...tokenizerFiles(tokenizer, gpt.config),
  };
}

/** A reward model's or value function's checkpoint: a GPT-2 with one score. */
export function scalarModelFiles(
  model: ScalarModel,
  tokenizer: Tokenizer,
): CheckpointFiles {
  const { gpt, score } = model;
  const config = toGpt2Config(gpt.config, "GPT2ForSequenceClassification");
  return {
    "model.safetensors": encodeParameters({ transformer: gpt.params, score }),
    "config.json": encodeJson(config),
    ...tokenizerFiles(tokenizer, gpt.config),
  };
}

/** The words, for the tokenizers library and for transformers. */
export function tokenizerFiles(
  { words, json }: Tokenizer,
  { blockSize }: Pick<GPTConfig, "blockSize">,
): CheckpointFiles {
  return {
    "tokenizer.json": encodeJson(json ?? toTokenizerJson(words)),
    "tokenizer_config.json": encodeJson({
      tokenizer_class: "PreTrainedTokenizerFast",
      ...(!json && { pad_token: words[PAD], eos_token: words[END] }),
      model_max_length: blockSize,
      // no tokens of two texts' types, which GPT-2 would take for words
      model_input_names: ["input_ids", "attention_mask"],
      // older versions joined "eat ?" to "eat?", which is no word
      clean_up_tokenization_spaces: false,
    }),
  };
}

export async function loadGPT(readFile: ReadFile): Promise<GPT> {
  const { config, tied, tensors } = await readModel(readFile);
  assert(
    !tensors.has("score.weight"),
    "This checkpoint has a score.weight: it is a reward model or a value " +
      "function, which writes no text. Expected a language model.",
  );
  assertTied(tensors, tied);
  return { config, params: gptParams(config, tensors) };
}

export async function loadScalarModel(
  readFile: ReadFile,
): Promise<ScalarModel> {
  const { config, tensors } = await readModel(readFile);
  assert(
    tensors.has("score.weight"),
    "model.safetensors has no score.weight: this is a language model, not a " +
      "reward model. Expected one made by the reward stage.",
  );
  return {
    gpt: { config, params: gptParams(config, tensors) },
    score: { weight: parameter(tensors, "score.weight", [1, config.width]) },
  };
}

export async function loadTokenizer(readFile: ReadFile): Promise<Tokenizer> {
  return fromTokenizerJson(await readJson(readFile, "tokenizer.json"));
}

export async function loadConfig(readFile: ReadFile): Promise<GPTConfig> {
  return fromGpt2Config(await readJson(readFile, "config.json"));
}

async function readModel(readFile: ReadFile) {
  const json = await readJson(readFile, "config.json");
  const config = fromGpt2Config(json);
  const file = await readFile("model.safetensors");
  const tensors = plainNames(openSafetensors(file));
  assertNoOthers(config, tensors);
  return { config, tied: json.tie_word_embeddings !== false, tensors };
}

export function encodeParameters(tree: ParameterTree): Uint8Array {
  const tensors = new Map<string, TensorSource>();
  for (const [name, variable] of namedParameters(tree)) {
    const data = () => variable.dataSync<"float32">();
    tensors.set(name, { shape: variable.shape, data });
  }
  return encodeSafetensors(tensors);
}
