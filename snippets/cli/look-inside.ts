/** The commands that use a checkpoint: sample, logits, score. */
import * as tf from "@tensorflow/tfjs";
import { assert, InputError } from "../base/assert.ts";
import { loadGPT, loadScalarModel, loadTokenizer } from "../checkpoint.ts";
import type { ReadFile } from "../checkpoint.ts";
import { responseText } from "../query-response.ts";
import { generate } from "../generate.ts";
import { logits } from "../gpt.ts";
import { scalarParameters, scoreResponses } from "../heads.ts";
import { namedParameters, type ParameterTree } from "../parameters.ts";
import { createRng } from "../random.ts";
import { tokenBatch } from "../token-batch.ts";
import { END } from "../tokenizer.ts";
import { findCheckpoint, folder, type Stage } from "./folders.ts";
import { type Flags, positiveNumber, readFlags } from "./flags.ts";
import { required, wholeNumber } from "./flags.ts";

/** In a run's folder, the language model that was trained last. */
const LANGUAGE_MODELS: readonly Stage[] = ["ppo", "sft", "pretrain"];

export async function sample(args: string[]): Promise<void> {
  const flags = readFlags(args, [
    ...["checkpoint", "prompt", "n", "temperature", "top-k", "max-tokens"],
    "seed",
  ]);
  const n = wholeNumber(flags, "n", 1, 1);
  const temperature = positiveNumber(flags, "temperature", 1);
  const topK = wholeNumber(flags, "top-k", 0, 0);
  const longest = wholeNumber(flags, "max-tokens", 1, 18);
  const rng = createRng(wholeNumber(flags, "seed", 1, 1));
  const text = required(flags, "prompt");
  const path = find(flags, LANGUAGE_MODELS);
  const tokenizer = await from(path, loadTokenizer);
  const gpt = await from(path, loadFiniteGPT);
  const prompt = tokenizer.encode(text);
  const room = gpt.config.blockSize + 1 - prompt.length;
  assert(
    room > 0,
    `--prompt: this model reads at most ${gpt.config.blockSize} tokens, got ` +
      `${prompt.length}.`,
  );
  const maxNewTokens = Math.min(longest, room);
  for (let done = 0; done < n; done += 64) {
    const count = Math.min(64, n - done);
    const prompts = Array.from({ length: count }, () => prompt);
    const own = { rng: rng.fork(done), temperature, topK, maxNewTokens };
    const answers = generate(gpt, prompts, own);
    const lines = answers.map((answer) => responseText(tokenizer, answer));
    process.stdout.write(`${lines.join("\n")}\n`);
  }
}

export async function printLogits(args: string[]): Promise<void> {
  const flags = readFlags(args, ["checkpoint", "tokens"]);
  const tokens = readTokens(required(flags, "tokens"));
  const path = find(flags, LANGUAGE_MODELS);
  const gpt = await from(path, loadFiniteGPT);
  const { vocabSize } = gpt.config;
  const outside = tokens.find((token) => token >= vocabSize);
  assert(
    outside === undefined,
    `--tokens are from 0 to ${vocabSize - 1} for ${path}, got ${outside}.`,
  );
  const values = tf.tidy(() => logits(gpt, tokenBatch([tokens])).arraySync());
  process.stdout.write(`${JSON.stringify(values)}\n`);
}

function readTokens(text: string): number[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  assert(
    words.length > 0 && words.every((word) => /^\d+$/.test(word)),
    `--tokens is a list of token ids like "3 17 9", got "${text}".`,
  );
  return words.map(Number);
}

export async function score(args: string[]): Promise<void> {
  const flags = readFlags(args, ["checkpoint", "prompt", "response"]);
  const prompt = required(flags, "prompt");
  const answer = required(flags, "response");
  const path = find(flags, ["reward"]);
  const tokenizer = await from(path, loadTokenizer);
  const model = await from(path, loadFiniteScalarModel);
  const response = tokenizer.encode(answer);
  if (response.at(-1) !== END) response.push(END);
  const queryResponse = { query: tokenizer.encode(prompt), response };
  process.stdout.write(`${scoreResponses(model, [queryResponse])[0]}\n`);
}

/** A checkpoint's folder: the one named, or the first stage of that run. */
function find(flags: Flags, stages: readonly Stage[]): string {
  return findCheckpoint(required(flags, "checkpoint"), stages);
}

/** Loads from a folder; what is wrong there is said with its name. */
async function from<T>(path: string, load: (read: ReadFile) => Promise<T>) {
  try {
    return await load(folder(path));
  } catch (error) {
    if (!(error instanceof InputError) || error.message.includes(path)) {
      throw error;
    }
    throw new InputError(`${path}: ${error.message}`);
  }
}

async function loadFiniteGPT(readFile: ReadFile) {
  const gpt = await loadGPT(readFile);
  assertFinite(gpt.params);
  return gpt;
}

async function loadFiniteScalarModel(readFile: ReadFile) {
  const model = await loadScalarModel(readFile);
  assertFinite(scalarParameters(model));
  return model;
}

/** A training that went wrong leaves NaN: nothing can be computed from it. */
function assertFinite(tree: ParameterTree): void {
  for (const [name, variable] of namedParameters(tree)) {
    const wrong = variable.dataSync().find((x) => !Number.isFinite(x));
    assert(
      wrong === undefined,
      `"${name}" in model.safetensors has the number ${wrong}. Train the ` +
        `model again, with a lower learning rate.`,
    );
  }
}
