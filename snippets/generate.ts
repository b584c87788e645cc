/**
 * Writing text with a GPT: token after token, each drawn at random from the
 * model's probabilities for the next one.
 *
 * Here is how it goes. Where the engine runs, its decoding kernel does the
 * same faster (generate-on-engine.ts).
 */
import * as tf from "@tensorflow/tfjs";
import type { LayerCache } from "./tensor/attention.ts";
import { checkPrompts } from "./check-prompts.ts";
import { engineRuns } from "./engine/heap.ts";
import { generateOnEngine } from "./engine/generate-on-engine.ts";
import { type GPT, hiddenStates, unembed } from "./gpt.ts";
import { canPack } from "./engine/packed-gpt.ts";
import { mergedView } from "./merge-lora.ts";
import type { Rng } from "./random.ts";
import { readBack } from "./read-back.ts";
import { type DrawOptions, sampleToken } from "./sample-token.ts";
import { tokenBatch } from "./token-batch.ts";
import { END, PAD } from "./tokenizer.ts";

export interface TextOptions extends DrawOptions {
  /** new tokens per prompt at most; 18 is the longest answer we reward */
  maxNewTokens?: number;
  /** tokens that end a text; END alone unless said */
  stopTokens?: readonly number[];
}

export interface SamplingOptions extends TextOptions {
  rng: Rng;
}

type Settings = TextOptions &
  Required<Pick<TextOptions, "maxNewTokens" | "stopTokens">>;

/**
 * One sampled continuation per prompt, its final stop token included. A text
 * that did not come to an end has no stop token.
 */
export function generate(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  { rng, ...options }: SamplingOptions,
): number[][] {
  return continueTexts(gpt, prompts, rowStreams(prompts, rng), options);
}

/** A stream per row: a text does not depend on its neighbours. */
export function rowStreams(prompts: readonly unknown[], rng: Rng): Rng[] {
  return prompts.map((_, row) => rng.fork(row));
}

/** `generate` with a stream per prompt, for prompts that are a part of more. */
export function continueTexts(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  rngs: readonly Rng[],
  options: TextOptions,
): number[][] {
  const { maxNewTokens = 18, stopTokens = [END] } = options;
  const settings = { ...options, maxNewTokens, stopTokens };
  checkPrompts(gpt.config, prompts, settings);
  if (maxNewTokens === 0) return prompts.map(() => []);
  const write =
    engineRuns() && canPack(gpt) ? generateOnEngine : generatePlainly;
  return tf.tidy(() => write(mergedView(gpt), prompts, rngs, settings));
}

/**
 * Prompts of different lengths share a batch without any padding: everybody
 * moves one position at a time; a text still inside its prompt is fed its next
 * prompt token, a finished one PAD. Keys and values are cached (attention.ts).
 */
export function generatePlainly(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  rngs: readonly Rng[],
  options: Settings,
): number[][] {
  const { maxNewTokens, stopTokens } = options;
  const answers: number[][] = prompts.map(() => []);
  const done = prompts.map(() => false);
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

/** Reads a batch of texts piece by piece and keeps what it has read. */
function createDecoder(gpt: GPT) {
  const capacity = gpt.config.blockSize;
  const cache = gpt.params.h.map((): LayerCache => ({ length: 0, capacity }));
  const kept = () => cache.flatMap(({ keys, values }) => [keys!, values!]);
  return {
    /** the next tokens of every text -> logits after the last one, [B][V] */
    advance(tokens: readonly (readonly number[])[]): Float32Array[] {
      const before = kept();
      const logits = readBack(() => {
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
