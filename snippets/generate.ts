/**
 * Writing text with a GPT: token after token, each drawn at random from the
 * model's probabilities for the next one.
 *
 * Here is how it goes. Where the engine runs, its decoding kernel does the
 * same faster (generate-on-engine.ts).
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./assert.ts";
import type { LayerCache } from "./attention.ts";
import { engineRuns } from "./engine/heap.ts";
import { generateOnEngine } from "./generate-on-engine.ts";
import { type GPT, hiddenStates, unembed } from "./gpt.ts";
import { canPack } from "./packed-gpt.ts";
import type { Rng } from "./random.ts";
import { read } from "./read.ts";
import { type DrawOptions, sampleToken } from "./sample-token.ts";
import { tokenBatch } from "./token-batch.ts";
import { END, PAD } from "./tokenizer.ts";

export interface SamplingOptions extends DrawOptions {
  rng: Rng;
  /** new tokens per prompt at most; 18 is the longest answer we reward */
  maxNewTokens?: number;
  /** tokens that end a text; END alone unless said */
  stopTokens?: readonly number[];
}

type Settings = SamplingOptions &
  Required<Pick<SamplingOptions, "maxNewTokens" | "stopTokens">>;

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
  const settings = { ...options, maxNewTokens, stopTokens };
  checkPrompts(gpt, prompts, settings);
  if (maxNewTokens === 0) return prompts.map(() => []);
  return engineRuns() && canPack(gpt)
    ? generateOnEngine(gpt, prompts, rowStreams(prompts, options.rng), settings)
    : generatePlainly(gpt, prompts, settings);
}

/** A stream per row: an answer does not depend on its neighbours. */
const rowStreams = (prompts: readonly unknown[], rng: Rng) =>
  prompts.map((_, row) => rng.fork(row));

/**
 * Prompts of different lengths share a batch without any padding: everybody
 * moves one position at a time; a text still inside its prompt is fed its next
 * prompt token, a finished one PAD. Keys and values are cached (attention.ts).
 */
export function generatePlainly(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  options: Settings,
): number[][] {
  const { maxNewTokens, stopTokens } = options;
  const rngs = rowStreams(prompts, options.rng);
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

function checkPrompts(
  { config }: GPT,
  prompts: readonly (readonly number[])[],
  { temperature = 1, topK = 0, maxNewTokens }: Settings,
) {
  assert(temperature > 0, `A temperature is above 0, got ${temperature}.`);
  for (const [name, n] of Object.entries({ "top-k": topK, maxNewTokens })) {
    const whole = Number.isInteger(n) && n >= 0;
    assert(whole, `${name} is a whole number, 0 or more, got ${n}.`);
  }
  for (const prompt of prompts) {
    assert(prompt.length > 0, "A prompt has at least one token, got none.");
    assert(
      prompt.length + maxNewTokens <= config.blockSize + 1,
      `The model reads at most ${config.blockSize} tokens: a prompt of ` +
        `${prompt.length} leaves no room for ${maxNewTokens} new ones. ` +
        `Shorten the prompt or lower maxNewTokens.`,
    );
    const wrong = prompt.find((id) => !(id >= 0 && id < config.vocabSize));
    assert(
      wrong === undefined,
      `Token ids run from 0 to ${config.vocabSize - 1}, got ${wrong}.`,
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
