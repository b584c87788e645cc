import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { causalAttention } from "../../snippets/attention.ts";
import {
  addRow,
  embed,
  gelu,
  layerNorm,
  linear,
  logprobOf,
  product,
} from "../../snippets/tensor.ts";
import { gradientError, normals, startWasm } from "./wasm.ts";

beforeAll(startWasm);

const matrix = (seed: number, rows: number, columns: number) =>
  normals(seed, rows, columns) as tf.Tensor2D;
const vector = (seed: number, size: number) => normals(seed, size) as tf.Tensor1D;
/** A weight per output, so that no gradient cancels in the sum. */
const weighted = (y: tf.Tensor) => y.mul(normals(99, ...y.shape));

type Op = (x: tf.Tensor2D) => tf.Tensor;

describe("gradients agree with finite differences", () => {
  const norm = () => ({ weight: vector(3, 5), bias: vector(4, 5) });
  const ids = (...values: number[]) => tf.tensor1d(values, "int32");
  const cases: Record<string, [Op, rows: number, columns: number]> = {
    "product, left": [(x) => product(x, matrix(2, 3, 7)), 5, 3],
    "product, right": [(x) => product(matrix(2, 7, 5), x), 5, 3],
    "linear, input": [
      (x) => linear(x, { weight: matrix(2, 3, 7), bias: vector(3, 7) }),
      5,
      3,
    ],
    "layer norm, input": [(x) => layerNorm(x, norm()), 6, 5],
    gelu: [gelu, 6, 5],
    "embed, table with a row used twice and one not at all": [
      (x) => embed(x, ids(0, 2, 2, 3)),
      5,
      3,
    ],
    "log-probability": [(x) => logprobOf(x, ids(4, 0, 1)), 3, 5],
    "attention, 2 texts of 3 tokens": [
      (x) => causalAttention(x, { B: 2, H: 2 }),
      6,
      12,
    ],
    "attention, one token": [
      (x) => causalAttention(x, { B: 1, H: 2 }),
      1,
      12,
    ],
  };
  for (const [name, [op, rows, columns]] of Object.entries(cases)) {
    test(name, () => {
      const loss = (x: tf.Tensor) => weighted(op(x as tf.Tensor2D));
      const error = gradientError(loss, matrix(1, rows, columns));
      expect(error).toBeLessThan(1e-2);
    });
  }

  test("layer norm, scale and shift", () => {
    const x = matrix(1, 6, 5);
    const byScale = (w: tf.Tensor) =>
      weighted(layerNorm(x, { weight: w as tf.Tensor1D, bias: vector(4, 5) }));
    const byShift = (b: tf.Tensor) =>
      weighted(layerNorm(x, { weight: vector(3, 5), bias: b as tf.Tensor1D }));
    expect(gradientError(byScale, vector(5, 5))).toBeLessThan(1e-2);
    expect(gradientError(byShift, vector(5, 5))).toBeLessThan(1e-2);
  });

  test("bias of a linear map", () => {
    const weight = matrix(2, 3, 7);
    const byBias = (bias: tf.Tensor) =>
      weighted(linear(matrix(1, 5, 3), { weight, bias: bias as tf.Tensor1D }));
    expect(gradientError(byBias, vector(3, 7))).toBeLessThan(1e-2);
  });

  test("a row added to a reshaped matrix that is used again", () => {
    // The backend prepares a right-hand matrix once per data: a reshaped one
    // used to crash here, when a sum of rows had prepared it before.
    const loss = (table: tf.Tensor) => {
      const rows = embed(table as tf.Tensor2D, ids(0, 1, 2, 3, 0, 1));
      const wide = addRow(rows.reshape([2, 9]), vector(2, 9));
      return weighted(wide.reshape([6, 3]));
    };
    for (let i = 0; i < 20; i++) {
      expect(gradientError(loss, matrix(1, 4, 3))).toBeLessThan(1e-2);
    }
  });
});

test("layer norm gives rows of mean 0 and variance 1", () => {
  const one = { weight: tf.ones([4]), bias: tf.zeros([4]) };
  const y = layerNorm(tf.tensor2d([[1, 2, 3, 4]]), one as never).dataSync();
  const expected = [-1.3416, -0.4472, 0.4472, 1.3416];
  expected.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 3));
});

test("GELU is GPT-2's tanh form", () => {
  const y = gelu(tf.tensor2d([[-2, -0.5, 0, 1, 3]])).dataSync();
  const expected = [-0.045402, -0.154286, 0, 0.841192, 2.996363];
  expected.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 5));
});

test("log-probabilities of one row's tokens sum to probability 1", () => {
  const logits = tf.tensor2d([[1, 2, 3]]).tile<tf.Tensor2D>([3, 1]);
  const logprobs = logprobOf(logits, tf.tensor1d([0, 1, 2], "int32"));
  expect(logprobs.exp().sum().dataSync()[0]).toBeCloseTo(1, 6);
  expect(logprobs.dataSync()[2]).toBeCloseTo(-0.407606, 5);
});
