/** What tests of the tensor code share. */
import * as tf from "@tensorflow/tfjs";
import { startInNode } from "../../snippets/cli/start-in-node.ts";
import type { GPT } from "../../snippets/gpt.ts";
import { initGPT } from "../../snippets/init-gpt.ts";
import { createRng } from "../../snippets/random.ts";

export const startWasm = () => startInNode();

/** A GPT small enough to check by brute force: 11 tokens, texts up to 10. */
export function tinyGPT(seed = 1): GPT {
  const sizes = { vocabSize: 11, blockSize: 10, width: 8, layers: 2, heads: 2 };
  return initGPT(sizes, createRng(seed));
}

/** N(0, 1) numbers, the same for the same seed. */
export function normals(seed: number, ...shape: number[]): tf.Tensor {
  const rng = createRng(seed);
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Float32Array.from({ length: size }, () => rng.normal());
  return tf.tensor(values, shape);
}

/**
 * The largest difference between a gradient and central finite differences,
 * relative to the gradient's largest entry. float32 allows about 1e-2.
 */
export function gradientError(loss: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, step = 1e-2): number {
  const scalar = (x: tf.Tensor) => loss(x).sum<tf.Scalar>();
  const gradient = tf.tidy(() => tf.grad(scalar)(x).dataSync().slice());
  const values = x.dataSync();
  const at = (i: number, change: number) => {
    const moved = Float32Array.from(values);
    moved[i]! += change;
    return tf.tidy(() => scalar(tf.tensor(moved, x.shape)).dataSync()[0]!);
  };
  let error = 0;
  gradient.forEach((g, i) => {
    const slope = (at(i, step) - at(i, -step)) / (2 * step);
    error = Math.max(error, Math.abs(g - slope));
  });
  return error / Math.max(...gradient.map(Math.abs), 1e-3);
}
