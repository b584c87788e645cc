/**
 * Weights travel: a checkpoint is a folder that the transformers library opens
 * as a GPT-2, and a GPT-2 made elsewhere opens here.
 *
 *   model.safetensors   the parameters, under GPT-2's names
 *   config.json         the sizes
 *   tokenizer.json      the words
 */
import { assert, InputError } from "./base/assert.ts";
import type { GPT, GPTConfig } from "./gpt.ts";
import { fromGpt2Config, toGpt2Config } from "./checkpoint/gpt2-config.ts";
import { assertTied, gptParams, parameter } from "./checkpoint/gpt2-tensors.ts";
import type { ScalarModel } from "./heads.ts";
import { namedParameters, type ParameterTree } from "./parameters.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
import type { StoredTensor } from "./safetensors.ts";
import type { Tokenizer } from "./tokenizer.ts";
import {
  fromTokenizerJson,
  toTokenizerJson,
} from "./checkpoint/tokenizer-json.ts";

/** Reads a file of a checkpoint's folder; rejects if there is none. */
export type ReadFile = (name: string) => Promise<Uint8Array>;

/** What a ReadFile can reject with: some files may be missing. */
export class MissingFile extends InputError {}

/** The files of a checkpoint, by name. */
export type CheckpointFiles = Record<string, Uint8Array>;

/** A language model's checkpoint. */
export function gptFiles(gpt: GPT, tokenizer: Tokenizer): CheckpointFiles {
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
  { words }: Tokenizer,
  { blockSize }: Pick<GPTConfig, "blockSize">,
): CheckpointFiles {
  return {
    "tokenizer.json": encodeJson(toTokenizerJson(words)),
    "tokenizer_config.json": encodeJson({
      tokenizer_class: "PreTrainedTokenizerFast",
      pad_token: words[0],
      eos_token: words[1],
      model_max_length: blockSize,
      // no tokens of two texts' types, which GPT-2 would take for words
      model_input_names: ["input_ids", "attention_mask"],
      // older versions joined "eat ?" to "eat?", which is no word
      clean_up_tokenization_spaces: false,
    }),
  };
}

export async function loadGPT(readFile: ReadFile): Promise<GPT> {
  const { config, tensors } = await readModel(readFile);
  assert(
    !tensors.has("score.weight"),
    "This checkpoint has a score.weight: it is a reward model or a value " +
      "function, which writes no text. Expected a language model.",
  );
  assertTied(tensors);
  return { config, params: gptParams(config, tensors) };
}

export async function loadScalarModel(
  readFile: ReadFile,
): Promise<ScalarModel> {
  const { config, tensors } = await readModel(readFile);
  assert(
    tensors.has("score.weight"),
    "This checkpoint has no score.weight: it is a language model, not a " +
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
  const config = await loadConfig(readFile);
  const file = await readFile("model.safetensors");
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of decodeSafetensors(file)) {
    tensors.set(name.replace(/^transformer\./, ""), tensor);
  }
  return { config, tensors };
}

export function encodeParameters(tree: ParameterTree): Uint8Array {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, variable] of namedParameters(tree)) {
    const data = variable.dataSync<"float32">();
    tensors.set(name, { shape: variable.shape, data });
  }
  return encodeSafetensors(tensors);
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

async function readJson(
  readFile: ReadFile,
  name: string,
): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readFile(name));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${name} is not JSON: ${(error as Error).message}`);
  }
  assert(
    isRecord(value),
    `${name}: expected {...}, got ${text.trim().slice(0, 40)}`,
  );
  return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
