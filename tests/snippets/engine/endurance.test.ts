import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { logits } from "../../../snippets/gpt.ts";
import { wasmBackend } from "../../../snippets/engine/tfjs-internals.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { generate } from "../../../snippets/generate.ts";
import { crossEntropy } from "../../../snippets/logprobs.ts";
import { createAdamW, minimize } from "../../../snippets/optimizer.ts";
import { createRng } from "../../../snippets/random.ts";
import { attend, embed, layerNorm, linear } from "../../../snippets/tensor.ts";
import { logprobOf, matmul } from "../../../snippets/tensor.ts";
import { tokenBatch } from "../../../snippets/token-batch.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

/** Bytes of the heap that tensors, scratch and code of the backend share. */
const heapBytes = () => wasmBackend().wasm.asm.memory.buffer.byteLength;

test("1,000 steps of training and sampling need no more tensors or heap than 50", () => {
  const sizes = { vocabSize: 13, blockSize: 12, width: 12, layers: 2, heads: 3 };
  const gpt = initGPT(sizes, createRng(1));
  const adam = createAdamW(gpt.params);
  const rng = createRng(2);
  const everywhere = new Float32Array(4 * 7).fill(1);
  const step = (i: number) => {
    const row = () => Array.from({ length: 8 }, () => rng.integer(13));
    const batch = tokenBatch([row(), row(), row(), row()]);
    minimize(adam, 1e-3, () => crossEntropy(gpt, batch, everywhere));
    if (i % 10 === 0) generate(gpt, [[1, 2], [3]], { rng: rng.fork(i), maxNewTokens: 6 });
  };
  for (let i = 0; i < 50; i++) step(i);
  const [tensors, bytes] = [tf.memory().numTensors, heapBytes()];
  for (let i = 0; i < 950; i++) step(i);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(heapBytes()).toBe(bytes);
});

describe("a model that a reader has changed trains on the engine", () => {
  const [B, T, C, V] = [4, 6, 20, 11];
  const rng = createRng(3);
  const ids = Int32Array.from({ length: B * T }, (_, i) => (i * 3) % V);
  const variable = (...shape: number[]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const values = Float32Array.from({ length: size }, () => rng.normal() * 0.3);
    return tf.tidy(() => tf.variable(tf.tensor(values, shape))) as tf.Tensor;
  };
  const matrix = (rows: number, columns: number) => variable(rows, columns) as tf.Tensor2D;
  const vector = (size: number) => variable(size) as tf.Tensor1D;

  /** Another activation, another width inside, three layers, no residual around attention. */
  function ownModel(activation: (x: tf.Tensor2D) => tf.Tensor2D, layers: number) {
    const params = {
      table: matrix(V, C),
      places: matrix(T, C),
      norm: { weight: vector(C), bias: vector(C) },
      layers: Array.from({ length: layers }, () => ({
        qkv: { weight: matrix(C, 3 * C), bias: vector(3 * C) },
        wide: { weight: matrix(C, 28), bias: vector(28) },
        back: { weight: matrix(28, C), bias: vector(C) },
      })),
    };
    const loss = () => {
      const targets = tf.tensor1d(ids, "int32");
      let x = embed(params.table, params.places, targets, T);
      for (const { qkv, wide, back } of params.layers) {
        x = layerNorm(attend(linear(x, qkv), B, 2), params.norm);
        x = x.add(linear(activation(linear(x, wide)), back));
      }
      const scores = matmul(x, params.table.transpose());
      return logprobOf(scores, targets).mean().neg() as tf.Scalar;
    };
    return { params, loss };
  }

  test.each([
    ["ReLU, three layers", (x: tf.Tensor2D) => x.relu<tf.Tensor2D>(), 3],
    ["tanh, one layer", (x: tf.Tensor2D) => x.tanh<tf.Tensor2D>(), 1],
    ["squared sigmoid, two layers", (x: tf.Tensor2D) => x.sigmoid().square<tf.Tensor2D>(), 2],
  ])("%s", (_, activation, layers) => {
    const { params, loss } = ownModel(activation, layers);
    const adam = createAdamW(params);
    const losses = Array.from({ length: 60 }, () => minimize(adam, 1e-2, loss).loss);
    expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
  });
});

test("one token, one text: the smallest batch there is", () => {
  const sizes = { vocabSize: 5, blockSize: 1, width: 4, layers: 1, heads: 1 };
  const gpt = initGPT(sizes, createRng(1));
  const adam = createAdamW(gpt.params);
  const batch = tokenBatch([[3]]);
  const target = tf.tensor1d([2], "int32");
  const loss = () => logprobOf(logits(gpt, batch), target).mean().neg() as tf.Scalar;
  const losses = Array.from({ length: 50 }, () => minimize(adam, 1e-2, loss).loss);
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
});
