/**
 * Writing text with a GPT: token after token, each drawn at random from the
 * model's probabilities for the next one.
 *
 * Prompts of different lengths share a batch without any padding: everybody
 * moves one position at a time; a text still inside its prompt is fed its next
 * prompt token, a finished one PAD. Keys and values are cached (attention.ts).
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./assert.ts";
import type { LayerCache } from "./attention.ts";
import { exp } from "./exact-math.ts";
import { type GPT, hiddenStates, unembed } from "./gpt.ts";
import type { Rng } from "./random.ts";
import { read } from "./read.ts";
import { tokenBatch } from "./token-batch.ts";
import { END, PAD } from "./tokenizer.ts";

export interface SamplingOptions {
  rng: Rng;
  /** new tokens per prompt at most; 18 is the longest answer we reward */
  maxNewTokens?: number;
  /** 1 = the model's own probabilities, near 0 = always the likeliest token */
  temperature?: number;
  /** only the k likeliest tokens (and ties) may be drawn; 0 = all of them */
  topK?: number;
  /** tokens that end a text; END alone unless said */
  stopTokens?: readonly number[];
}

/**
 * One sampled continuation per prompt, its final stop token included. A text
 * that did not come to an end has no stop token.
 */
export function generate(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  options: SamplingOptions,
): number[][] {
  const { maxNewTokens = 18, stopTokens = [END] } = options;
  checkPrompts(gpt, prompts, options, maxNewTokens);
  // A stream per row: an answer does not depend on what else is in the batch.
  const rngs = prompts.map((_, row) => options.rng.fork(row));
  const answers: number[][] = prompts.map(() => []);
  const done = prompts.map(() => maxNewTokens === 0);
  const decoder = createDecoder(gpt);
  let position = prompts.reduce((n, p) => Math.min(n, p.length), Infinity);
  let next = prompts.map((prompt) => prompt.slice(0, position));
  while (!done.every(Boolean)) {
    const logits = decoder.advance(next); // [B][V]
    next = prompts.map((prompt, row) => {
      if (done[row]) return [PAD];
      if (position < prompt.length) return [prompt[position]!];
      const token = sampleToken(logits[row]!, rngs[row]!, options);
      const answer = answers[row]!;
      answer.push(token);
      done[row] = stopTokens.includes(token) || answer.length === maxNewTokens;
      return [token];
    });
    position += 1;
  }
  decoder.dispose();
  return answers;
}

function checkPrompts(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  { temperature = 1, topK = 0 }: SamplingOptions,
  maxNewTokens: number,
) {
  assert(temperature > 0, `A temperature is above 0, got ${temperature}.`);
  assert(
    Number.isInteger(topK) && topK >= 0,
    `top-k is a whole number, 0 for all tokens, got ${topK}.`,
  );
  for (const prompt of prompts) {
    assert(prompt.length > 0, "A prompt has at least one token, got none.");
    assert(
      prompt.length + maxNewTokens <= gpt.config.blockSize + 1,
      `The model reads at most ${gpt.config.blockSize} tokens: a prompt of ` +
        `${prompt.length} leaves no room for ${maxNewTokens} new ones. ` +
        `Shorten the prompt or lower maxNewTokens.`,
    );
  }
}

/** Reads a batch of texts piece by piece and keeps what it has read. */
function createDecoder(gpt: GPT) {
  const capacity = gpt.config.blockSize;
  const cache = gpt.params.h.map((): LayerCache => ({ length: 0, capacity }));
  const kept = () => cache.flatMap(({ keys, values }) => [keys!, values!]);
  return {
    /** the next tokens of every text -> logits after the last one, [B][V] */
    advance(tokens: readonly (readonly number[])[]): Float32Array[] {
      const before = kept();
      const logits = read(() => {
        const last = lastLogits(gpt, tokens, cache);
        kept().forEach((tensor) => tf.keep(tensor));
        return last;
      });
      const after = new Set(kept());
      tf.dispose(before.filter((tensor) => tensor && !after.has(tensor)));
      const V = gpt.config.vocabSize;
      return tokens.map((_, b) => logits.subarray(b * V, (b + 1) * V));
    },
    dispose: () => tf.dispose(kept()),
  };
}

/** -> [B, V] */
function lastLogits(
  gpt: GPT,
  tokens: readonly (readonly number[])[],
  cache: LayerCache[],
): tf.Tensor2D {
  const { B, T, ids } = tokenBatch(tokens);
  const C = gpt.config.width;
  const hidden = hiddenStates(gpt, { B, T, ids }, cache);
  const last = hidden.reshape([B, T, C]).slice([0, T - 1, 0], [B, 1, C]);
  return unembed(gpt, last.reshape([B, C]));
}

/** Draws one token from softmax(logits / temperature). */
export function sampleToken(
  logits: ArrayLike<number>,
  rng: Rng,
  { temperature = 1, topK = 0 }: Omit<SamplingOptions, "rng"> = {},
): number {
  const least = topK > 0 ? nthLargest(logits, topK) : -Infinity;
  let highest = -Infinity;
  for (let i = 0; i < logits.length; i++) {
    highest = Math.max(highest, logits[i]!);
  }
  const weights = new Float64Array(logits.length);
  for (let i = 0; i < logits.length; i++) {
    if (logits[i]! < least) continue;
    weights[i] = exp((logits[i]! - highest) / temperature);
  }
  return rng.weighted(weights);
}

function nthLargest(values: ArrayLike<number>, n: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, sorted.length - n)]!;
}
