/**
 * A GPT at work in the engine's memory: it reads tokens and draws the next
 * ones, without a tensor in between. generate.ts says what it computes.
 */
import { call, createArena, view } from "./heap.ts";
import type { GPT } from "../gpt.ts";
import { packGPT } from "./packed-gpt.ts";
import type { Rng } from "../random.ts";
import { divisor, type DrawOptions } from "../sample-token.ts";

/** A token, the text it continues and its place in that. */
export interface Reading {
  token: number;
  text: number;
  place: number;
}

/** Tokens that go through the model together; their numbers fit in a cache. */
const ROWS = 64;

/** Reads `texts` texts of up to `places` tokens at the same time. */
export function createTokenReader(gpt: GPT, texts: number, places: number) {
  const V = gpt.config.vocabSize;
  const arena = createArena();
  const model = packGPT(gpt, { texts, places, rows: ROWS }, arena);
  const [rows, uniforms] = [arena.take(12 * ROWS), arena.take(8 * ROWS)];
  const [weights, tokens] = [arena.take(4 * (V + 3)), arena.take(4 * ROWS)];

  function read(readings: readonly Reading[], logits: 0 | 1) {
    const count = readings.length;
    const table = view(Int32Array, rows, 3 * count);
    readings.forEach(({ token, text, place }, i) => {
      table.set([token, text, place], 3 * i);
    });
    call("readTokens", model.record, rows, count, logits);
  }

  return {
    /** Reads tokens after which nothing is asked; every text's in order. */
    remember(readings: readonly Reading[]): void {
      for (const part of parts(readings)) read(part, 0);
    },

    /** Reads tokens. -> what may follow each: logits, [n][V] */
    logits(readings: readonly Reading[]): Float32Array[] {
      return parts(readings).flatMap((part) => {
        read(part, 1);
        const all = view(Float32Array, model.logits, part.length * V).slice();
        return part.map((_, i) => all.subarray(i * V, (i + 1) * V));
      });
    },

    /**
     * Reads tokens and draws what follows each, a number of its text's stream
     * deciding; -1 if the logits are no numbers to draw by.
     */
    draw(
      readings: readonly Reading[],
      rngs: readonly Rng[],
      { temperature = 1, topK = 0 }: DrawOptions,
    ): number[] {
      return parts(readings).flatMap((part) => {
        read(part, 1);
        const n = part.length;
        const numbers = part.map(({ text }) => rngs[text]!.uniform());
        view(Float64Array, uniforms, n).set(numbers);
        const inputs = [model.logits, V, n, uniforms];
        const settings = [divisor(temperature), topK];
        call("drawTokens", ...inputs, ...settings, weights, tokens);
        return [...view(Int32Array, tokens, n)];
      });
    },

    free: arena.free,
  };
}

function parts(readings: readonly Reading[]): (readonly Reading[])[] {
  const count = Math.ceil(readings.length / ROWS);
  return Array.from({ length: count }, (_, i) =>
    readings.slice(i * ROWS, (i + 1) * ROWS),
  );
}
