import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { generate } from "../../snippets/generate.ts";
import { logits } from "../../snippets/gpt.ts";
import { createRng } from "../../snippets/random.ts";
import { sampleToken } from "../../snippets/sample-token.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);

/** The same without a cache: the whole text is read again for every token. */
function likeliestContinuation(prompt: number[], count: number): number[] {
  const gpt = tinyGPT();
  const text = [...prompt];
  for (let i = 0; i < count; i++) {
    const all = tf.tidy(() => logits(gpt, tokenBatch([text])).arraySync());
    const last = all.at(-1)!;
    text.push(last.indexOf(Math.max(...last)));
  }
  return text.slice(prompt.length);
}

test("the cache changes nothing, for prompts of any length", () => {
  const prompts = [[3], [4, 5, 6], [7, 8], [2, 2, 2, 2, 2]];
  const answers = generate(tinyGPT(), prompts, {
    rng: createRng(1),
    topK: 1,
    maxNewTokens: 5,
    stopTokens: [],
  });
  prompts.forEach((prompt, i) => {
    expect(answers[i]).toEqual(likeliestContinuation(prompt, 5));
  });
});

test("eight identical prompts do not give eight identical answers", () => {
  const prompts = Array.from({ length: 8 }, () => [1, 2, 3]);
  const options = { rng: createRng(1), maxNewTokens: 6, stopTokens: [] };
  const answers = generate(tinyGPT(), prompts, options);
  expect(new Set(answers.map(String)).size).toBeGreaterThan(6);
});

test("an answer does not depend on its neighbours in the batch", () => {
  const options = { rng: createRng(5), maxNewTokens: 6 };
  const [alone] = generate(tinyGPT(), [[1, 2, 3]], options);
  const [first] = generate(tinyGPT(), [[1, 2, 3], [4], [5, 6, 7, 8]], options);
  expect(first).toEqual(alone);
});

test("an answer ends with the stop token or at the limit", () => {
  const prompts = Array.from({ length: 40 }, () => [1]);
  const options = { rng: createRng(1), maxNewTokens: 9, stopTokens: [1, 4] };
  for (const answer of generate(tinyGPT(), prompts, options)) {
    const stop = answer.findIndex((token) => token === 1 || token === 4);
    expect(answer).toHaveLength(stop < 0 ? 9 : stop + 1);
  }
});

test("tokens come as often as their probabilities say", () => {
  const rng = createRng(2);
  const counts = [0, 0, 0];
  const row = [Math.log(0.5), Math.log(0.3), Math.log(0.2)];
  for (let i = 0; i < 10_000; i++) counts[sampleToken(row, rng)]! += 1;
  [0.5, 0.3, 0.2].forEach((p, i) => expect(counts[i]! / 1e4).toBeCloseTo(p, 1));
});

test("temperature and top-k narrow the choice", () => {
  const draw = (options: { temperature?: number; topK?: number }) => {
    const rng = createRng(3);
    const row = [0, 1, 2, 3];
    return new Set(Array.from({ length: 300 }, () => sampleToken(row, rng, options)));
  };
  expect(draw({})).toEqual(new Set([0, 1, 2, 3]));
  expect(draw({ topK: 2 })).toEqual(new Set([2, 3]));
  expect(draw({ temperature: 0.01 })).toEqual(new Set([3]));
});

test("sampling leaves no tensor behind", () => {
  const gpt = tinyGPT();
  const before = tf.memory().numTensors;
  generate(gpt, [[1], [2, 3]], { rng: createRng(1), maxNewTokens: 4 });
  expect(tf.memory().numTensors).toBe(before);
});

test("says what is wrong with the options", () => {
  const run = (prompt: number[], options: object) => () =>
    generate(tinyGPT(), [prompt], { rng: createRng(1), ...options });
  expect(run([1], { temperature: 0 })).toThrow(/above 0, got 0/);
  expect(run([1], { topK: -1 })).toThrow(/top-k is a whole number/);
  expect(run([], {})).toThrow(/at least one token/);
  expect(run([1], { maxNewTokens: 2.5 })).toThrow(/maxNewTokens is a whole number.*got 2.5/);
  expect(run([1, 11], { maxNewTokens: 2 })).toThrow(/run from 0 to 10, got 11/);
  expect(run([1, 2, 3], { maxNewTokens: 9 })).toThrow(/at most 10 tokens/);
});
