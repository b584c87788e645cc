/** The decoding kernel against what it replaces: gpt.ts with a cache, and sample-token.ts. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { call, createArena, view } from "../../../snippets/engine/heap.ts";
import { generate, generatePlainly, rowStreams, type SamplingOptions } from "../../../snippets/generate.ts";
import { type GPT, type GPTConfig, hiddenStates, logits, unembed } from "../../../snippets/gpt.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { canPack } from "../../../snippets/engine/packed-gpt.ts";
import { createRng, type Rng } from "../../../snippets/random.ts";
import { divisor, type DrawOptions, sampleToken, tokenWeights } from "../../../snippets/sample-token.ts";
import { tokenBatch } from "../../../snippets/token-batch.ts";
import { createTokenReader } from "../../../snippets/engine/token-reader.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

/** Random everywhere, biases and norms too: a new model's zeros and ones would hide mistakes. */
function shakenGPT(config: GPTConfig, seed = 1): GPT {
  const gpt = initGPT(config, createRng(seed));
  const rng = createRng(seed).fork("shake");
  const shake = (tree: object): void => {
    for (const value of Object.values(tree)) {
      if (!(value instanceof tf.Variable)) shake(value);
      else {
        const values = value.dataSync().map((x) => x + rng.normal() * 0.3);
        value.assign(tf.tensor(values, value.shape));
      }
    }
  };
  shake(gpt.params);
  return gpt;
}

function prompts(rng: Rng, lengths: readonly number[], V: number): number[][] {
  return lengths.map((length) => Array.from({ length }, () => rng.integer(V)));
}

/** The readable loop, called as `generate` is. */
function plainly(gpt: GPT, queries: number[][], { rng, ...settings }: Required<Sampling>) {
  return generatePlainly(gpt, queries, rowStreams(queries, rng), settings);
}

type Sampling = Pick<SamplingOptions, "rng" | "maxNewTokens" | "stopTokens">;

const shapes: Record<string, GPTConfig> = {
  "heads of 5, 13 words": { vocabSize: 13, blockSize: 11, width: 15, layers: 2, heads: 3 },
  "one layer, one head of 6": { vocabSize: 7, blockSize: 9, width: 6, layers: 1, heads: 1 },
  "wider than one block of the product": { vocabSize: 50, blockSize: 18, width: 68, layers: 3, heads: 4 },
  "two words": { vocabSize: 2, blockSize: 12, width: 8, layers: 2, heads: 8 },
  "the book's shape": { vocabSize: 125, blockSize: 48, width: 64, layers: 2, heads: 4 },
};

describe.each(Object.entries(shapes))("%s", (_, config) => {
  const { vocabSize: V, blockSize: T } = config;
  const lengths = [1, 4, T - 5, 2, 2, Math.min(7, T - 5)];

  test("logits are those of gpt.ts with a cache, to the bit", () => {
    const gpt = shakenGPT(config);
    const texts = prompts(createRng(2), [T, T, T], V);
    const reader = createTokenReader(gpt, 3, T);
    const cache = gpt.params.h.map(() => ({ length: 0, capacity: T }));
    const tokens = (place: number) => texts.map((text) => [text[place]!]);
    tf.tidy(() => {
      for (let place = 0; place < T; place++) {
        const ours = reader.logits(tokens(place).map(([token], text) => ({ token: token!, text, place })));
        const plain = unembed(gpt, hiddenStates(gpt, tokenBatch(tokens(place)), cache));
        expect(ours.map((row) => [...row])).toEqual(plain.arraySync());
      }
    });
    reader.free();
  });

  test("logits are those of reading the whole text at once, to rounding", () => {
    const gpt = shakenGPT(config, 3);
    const [text] = prompts(createRng(4), [T], V);
    const reader = createTokenReader(gpt, 1, T);
    reader.remember(text!.slice(0, -1).map((token, place) => ({ token, text: 0, place })));
    const [last] = reader.logits([{ token: text!.at(-1)!, text: 0, place: T - 1 }]);
    reader.free();
    const whole = tf.tidy(() => logits(gpt, tokenBatch([text!])).arraySync()).at(-1)!;
    const scale = Math.max(...whole.map(Math.abs));
    whole.forEach((x, i) => expect(Math.abs(last![i]! - x) / scale).toBeLessThan(1e-5));
  });

  const manners: [string, DrawOptions & { stopTokens?: number[] }][] = [
    ["as they come", {}],
    ["never ending", { stopTokens: [] }],
    ["several stop tokens", { stopTokens: [0, 1] }],
    ["top 2, hot", { topK: 2, temperature: 3, stopTokens: [] }],
    ["top of more than there are", { topK: V + 5, stopTokens: [] }],
    ["nearly no temperature", { temperature: 1e-40, stopTokens: [] }],
    ["endless temperature", { temperature: Infinity, stopTokens: [] }],
  ];
  test.each(manners)("answers are those of the readable loop: %s", (_, options) => {
    const gpt = shakenGPT(config, 5);
    const settings = { maxNewTokens: 6, stopTokens: [1], ...options, rng: createRng(6) };
    for (const asked of [lengths, [3], Array(70).fill(2)]) {
      const queries = prompts(createRng(7), asked, V);
      expect(generate(gpt, queries, settings)).toEqual(plainly(gpt, queries, settings));
    }
  });
});

test("a prompt may fill the model, and leaves one answer token", () => {
  const gpt = shakenGPT(shapes["heads of 5, 13 words"]!);
  const queries = prompts(createRng(1), [11, 3], 13);
  const settings = { rng: createRng(2), maxNewTokens: 1, stopTokens: [] };
  const answers = generate(gpt, queries, settings);
  expect(answers.map((answer) => answer.length)).toEqual([1, 1]);
  expect(answers).toEqual(plainly(gpt, queries, settings));
  expect(() => generate(gpt, queries, { ...settings, maxNewTokens: 2 })).toThrow(/at most 11 tokens/);
});

test("no prompts, no answers; no new tokens, empty ones", () => {
  const gpt = shakenGPT(shapes["two words"]!);
  expect(generate(gpt, [], { rng: createRng(1) })).toEqual([]);
  expect(generate(gpt, [[1], [0, 1]], { rng: createRng(1), maxNewTokens: 0 })).toEqual([[], []]);
});

test("stock TensorFlow.js draws the same tokens", async () => {
  const gpt = shakenGPT(shapes["one layer, one head of 6"]!);
  const queries = prompts(createRng(1), [1, 2, 3, 3], 7);
  const settings = { rng: createRng(2), maxNewTokens: 6, stopTokens: [] };
  const ours = generate(gpt, queries, settings);
  await tf.setBackend("cpu");
  const theirs = generate(gpt, queries, settings);
  await tf.setBackend("wasm");
  expect(ours).toEqual(theirs);
});

describe("drawTokens is sampleToken", () => {
  const manners: DrawOptions[] = [
    {},
    { temperature: 0.3 },
    { temperature: 7 },
    { temperature: 1e-45 },
    { temperature: 1e-3 },
    { topK: 1 },
    { topK: 3, temperature: 0.7 },
    { topK: 40 },
    { topK: 1000 },
  ];
  /** Logits as they come: of all sizes, with equals and with impossible tokens among them. */
  function randomLogits(rng: Rng, V: number): Float32Array {
    const size = [0.1, 1, 10, 100][rng.integer(4)]!;
    const steps = rng.chance(0.3) ? 2 : 1e6;
    return Float32Array.from({ length: V }, () =>
      rng.chance(0.02) ? -Infinity : Math.round(rng.normal() * steps) * (size / steps),
    ).fill(0, 0, 1);
  }

  test.each(manners)("%o, on 2,500 random rows", (options) => {
    const { temperature = 1, topK = 0 } = options;
    const rng = createRng(8);
    const arena = createArena();
    for (const V of [1, 2, 5, 64, 125]) {
      const n = 500;
      const rows = Array.from({ length: n }, () => randomLogits(rng, V));
      const streams = () => rows.map((_, i) => createRng(V * n + i));
      const [at, u] = [arena.take(4 * n * V), arena.take(8 * n)];
      const [weights, tokens] = [arena.take(4 * V + 12), arena.take(4 * n)];
      rows.forEach((row, i) => view(Float32Array, at + 4 * i * V, V).set(row));
      view(Float64Array, u, n).set(streams().map((stream) => stream.uniform()));
      call("drawTokens", at, V, n, u, divisor(temperature), topK, weights, tokens);
      const expected = streams().map((stream, i) => sampleToken(rows[i]!, stream, options));
      expect([...view(Int32Array, tokens, n)]).toEqual(expected);
      // A token rarely tells the last bit of its weight: those of the last row are still there.
      expect(view(Float32Array, weights, V).slice()).toEqual(tokenWeights(rows.at(-1)!, options));
    }
    arena.free();
  });
});

test("logits that are not numbers are complained of", () => {
  const gpt = shakenGPT(shapes["two words"]!);
  gpt.params.ln_f.bias = tf.fill([8], NaN);
  expect(() => generate(gpt, [[1]], { rng: createRng(1), maxNewTokens: 3 })).toThrow(/logits are not finite/);
});

test("another width inside goes to the kernel, other shapes to the readable loop", () => {
  const config = shapes["heads of 5, 13 words"]!;
  const gpt = shakenGPT(config);
  expect(canPack(gpt)).toBe(true);
  for (const p of gpt.params.h) {
    p.mlp.c_fc = { weight: tf.randomNormal([15, 21], 0, 1, "float32", 1), bias: tf.zeros([21]) };
    p.mlp.c_proj = { weight: tf.randomNormal([21, 15], 0, 1, "float32", 2), bias: tf.zeros([15]) };
  }
  expect(canPack(gpt)).toBe(true);
  const settings = { rng: createRng(1), maxNewTokens: 5, stopTokens: [] };
  expect(generate(gpt, [[1, 2]], settings)).toEqual(plainly(gpt, [[1, 2]], settings));
  gpt.params.h.push(gpt.params.h[0]!); // a third layer that the config does not know of
  expect(canPack(gpt)).toBe(false);
  expect(generate(gpt, [[1, 2]], settings)).toEqual(plainly(gpt, [[1, 2]], settings));
});

test("200 calls leave no tensor behind and do not grow the heap", () => {
  const gpt = shakenGPT(shapes["the book's shape"]!);
  const heap = () => view(Uint8Array, 0, 1).buffer.byteLength;
  const run = (i: number) => generate(gpt, prompts(createRng(i + 1), [5, 9, 20 - (i % 7)], 125), { rng: createRng(1) });
  for (let i = 0; i < 5; i++) run(i);
  const [tensors, bytes] = [tf.memory().numTensors, heap()];
  for (let i = 0; i < 200; i++) run(i);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(heap()).toBe(bytes);
});
