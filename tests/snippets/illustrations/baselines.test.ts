import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { answersOf, byFrequency, coin, guessing, readingLoss } from "../../../snippets/illustrations/baselines.ts";
import { allPairs, pairLoss } from "../../../snippets/pair-loss.ts";
import { pretrain } from "../../../snippets/pretrain.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

const config = { vocabSize: 4, blockSize: 30, layers: 1, heads: 1, width: 8 };

beforeAll(() => startWasm());

test("guessing loses what a model loses that finds all words equally likely", () => {
  expect(guessing(125)).toEqual({ y: Math.log(125), label: "guessing among 125 words" });
});

test("who knows how common words are loses the entropy of their shares", () => {
  // one half 1, a quarter 2, a quarter 3; the first of a row is not predicted
  const rows = () => [
    [0, 1, 1, 2, 3],
    [3, 1, 1, 2, 3],
  ];
  expect(byFrequency(rows).y).toBeCloseTo(1.5 * Math.log(2), 12);
  expect(byFrequency(() => [[0, 2, 2, 2]]).y).toBeCloseTo(0, 12);
});

test("a coin loses and wins what pairs without a lead do", () => {
  const loss = tf.tidy(() => pairLoss(tf.tensor1d([3, 3]), allPairs([2])).dataSync()[0]!);
  expect(coin.loss.y).toBeCloseTo(loss, 6);
  expect(coin.accuracy.y).toBe(0.5);
});

test("a model's loss is on the texts of twenty steps, and falls as it learns them", async () => {
  const model = initGPT(config, createRng(1));
  const rows = (step: number) => [step % 2 === 0 ? [1, 2, 3, 1, 2, 3] : [2, 3, 1, 2, 3, 1]];
  const before = readingLoss("new", model, rows);
  expect(before.label).toBe("new");
  expect(before.y).toBeGreaterThan(1);
  for await (const step of pretrain({ model, rows, steps: 60, learningRate: 0.02 })) void step;
  expect(readingLoss("new", model, rows).y).toBeLessThan(0.5);
});

test("the level of a model's answers is the mean of their scores, prompt by prompt", async () => {
  const model = initGPT(config, createRng(1));
  const queries = Array.from({ length: 250 }, (_, i) => [1 + (i % 3)]);
  const seen: number[][] = [];
  const level = await answersOf(
    "SFT",
    model,
    async (pairs) => pairs.map(({ query, response }, i) => (seen.push([...query, ...response]), i % 2)),
    queries,
    createRng(2),
  );
  expect(level).toEqual({ y: 0.5, label: "SFT" });
  expect(seen).toHaveLength(200);
  expect(seen.every(([first], i) => first === 1 + (i % 3))).toBe(true);
});
