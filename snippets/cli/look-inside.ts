/** The commands that use a checkpoint: sample, logits, score. */
import * as tf from "@tensorflow/tfjs";
import { assert } from "../assert.ts";
import { loadGPT, loadScalarModel, loadTokenizer } from "../checkpoint.ts";
import { responseText } from "../exchange.ts";
import { generate } from "../generate.ts";
import { logits } from "../gpt.ts";
import { scoreExchanges } from "../heads.ts";
import { createRng } from "../random.ts";
import { tokenBatch } from "../token-batch.ts";
import { END } from "../tokenizer.ts";
import { findCheckpoint, folder, type Stage } from "./folders.ts";
import { positiveNumber, readFlags, required, wholeNumber } from "./flags.ts";

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
  const readFile = open(required(flags, "checkpoint"), LANGUAGE_MODELS);
  const tokenizer = await loadTokenizer(readFile);
  const gpt = await loadGPT(readFile);
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
  const path = required(flags, "checkpoint");
  const gpt = await loadGPT(open(path, LANGUAGE_MODELS));
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
  const readFile = open(required(flags, "checkpoint"), ["reward"]);
  const tokenizer = await loadTokenizer(readFile);
  const model = await loadScalarModel(readFile);
  const response = tokenizer.encode(answer);
  if (response.at(-1) !== END) response.push(END);
  const exchange = { query: tokenizer.encode(prompt), response };
  process.stdout.write(`${scoreExchanges(model, [exchange])[0]}\n`);
}

function open(path: string, stages: readonly Stage[]) {
  return folder(findCheckpoint(path, stages));
}
