import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import * as fusedLosses from "../../snippets/engine/fused-losses.ts";
import * as fusedOps from "../../snippets/engine/fused-ops.ts";
import { embed as plainEmbed } from "../../snippets/tensor/plain-embed.ts";
import * as plainLosses from "../../snippets/tensor/plain-losses.ts";
import * as plainOps from "../../snippets/tensor/plain-ops.ts";
import { gradientError, normals, startWasm } from "./wasm.ts";

const plain = { ...plainOps, ...plainLosses, embed: plainEmbed };
const fused = { ...fusedOps, ...fusedLosses };

beforeAll(startWasm);

const matrix = (seed: number, rows: number, columns: number) => normals(seed, rows, columns) as tf.Tensor2D;
const vector = (seed: number, size: number) => normals(seed, size) as tf.Tensor1D;
const ids = (...values: number[]) => tf.tensor1d(values, "int32");
/** A weight per output, so that no gradient cancels in the sum. */
const weighted = (y: tf.Tensor) => y.mul(normals(99, ...y.shape));

interface Case {
  /** shape of the input whose gradient is checked */
  shape: number[];
  op(ops: typeof plain, x: tf.Tensor): tf.Tensor;
}

/** Every operation by every input; sizes that are no multiple of 4 as well. */
function casesOf(N: number, C: number): Record<string, Case> {
  const two = (x: tf.Tensor) => x as tf.Tensor2D;
  const one = (x: tf.Tensor) => x as tf.Tensor1D;
  const linear = () => ({ weight: matrix(2, C, 7), bias: vector(3, 7) });
  const norm = () => ({ weight: vector(3, C), bias: vector(4, C) });
  const mask = () => tf.tensor1d(Array.from({ length: N }, (_, i) => (i + 1) % 3));
  const targets = () => ids(...Array.from({ length: N }, (_, i) => (i * 3) % C));
  return {
    "product, left": { shape: [N, C], op: (o, x) => o.matmul(two(x), matrix(2, C, 7)) },
    "product, right": { shape: [C, 7], op: (o, x) => o.matmul(matrix(2, N, C), two(x)) },
    "sum, left": { shape: [N, C], op: (o, x) => o.add(two(x), matrix(2, N, C)) },
    "sum, right": { shape: [N, C], op: (o, x) => o.add(matrix(2, N, C), two(x)) },
    "sum, of the same": { shape: [N, C], op: (o, x) => o.add(two(x), two(x)) },
    "linear, input": { shape: [N, C], op: (o, x) => o.linear(two(x), linear()) },
    "linear, weight": {
      shape: [C, 7],
      op: (o, x) => o.linear(matrix(1, N, C), { ...linear(), weight: two(x) }),
    },
    "linear, bias": {
      shape: [7],
      op: (o, x) => o.linear(matrix(1, N, C), { ...linear(), bias: one(x) }),
    },
    "layer norm, input": { shape: [N, C], op: (o, x) => o.layerNorm(two(x), norm(), 1e-5) },
    "layer norm, scale": {
      shape: [C],
      op: (o, x) => o.layerNorm(matrix(1, N, C), { ...norm(), weight: one(x) }, 1e-5),
    },
    "layer norm, shift": {
      shape: [C],
      op: (o, x) => o.layerNorm(matrix(1, N, C), { ...norm(), bias: one(x) }, 1e-5),
    },
    gelu: { shape: [N, C], op: (o, x) => o.gelu(two(x)) },
    "embed, tokens used twice and never": {
      shape: [C, 3],
      op: (o, x) => o.embed(two(x), matrix(2, 4, 3), ids(0, C - 1, C - 1, 1, 0, 2), 3, 1),
    },
    "embed, places": {
      shape: [N + 2, 3],
      op: (o, x) => o.embed(matrix(2, 5, 3), two(x), ids(0, 4, 1, 1), 2, N),
    },
    "row products, left": { shape: [N, C], op: (o, x) => o.matmulTransposed(two(x), matrix(2, 7, C)) },
    "row products, right": { shape: [7, C], op: (o, x) => o.matmulTransposed(matrix(1, N, C), two(x)) },
    "log-probability": { shape: [N, C], op: (o, x) => o.logprobOf(two(x), targets()) },
    "masked mean": { shape: [N], op: (o, x) => o.maskedMean(one(x), mask(), N / 2) },
    "attention, one text": {
      shape: [N, 6 * C],
      op: (o, x) => o.attend(two(x), 1, 2),
    },
    "attention, N texts of one token": {
      shape: [N, 6 * C],
      op: (o, x) => o.attend(two(x), N, 2),
    },
  };
}

const sizes = [
  [1, 4],
  [2, 3],
  [6, 5],
  [9, 8],
  [5, 13],
] as const;

describe.each(sizes)("N = %i rows, C = %i columns", (N, C) => {
  const cases = Object.entries(casesOf(N, C));

  describe.each([
    ["plain", plain],
    ["engine", fused],
  ])("%s", (_, ops) => {
    test.each(cases)("%s: gradient against finite differences", (_, { shape, op }) => {
      const loss = (x: tf.Tensor) => weighted(op(ops as typeof plain, x));
      expect(gradientError(loss, normals(1, ...shape))).toBeLessThan(2e-2);
    });
  });

  test.each(cases)("%s: the engine's values and gradients are the plain ones", (_, c) => {
    const run = (ops: typeof plain) =>
      tf.tidy(() => {
        const x = normals(1, ...c.shape);
        const value = c.op(ops, x);
        const loss = (x: tf.Tensor) => weighted(c.op(ops, x)).sum<tf.Scalar>();
        return [...value.dataSync(), ...tf.grad(loss)(x).dataSync()];
      });
    const [ours, theirs] = [run(fused as typeof plain), run(plain)];
    const scale = Math.max(...theirs.map(Math.abs));
    expect(ours).toHaveLength(theirs.length);
    ours.forEach((x, i) => expect(Math.abs(x - theirs[i]!) / scale).toBeLessThan(1e-5));
  });
});

test.each([
  [2, 37],
  [1, 261],
])("attention over %i texts of %i tokens: plain and engine agree", (B, T) => {
  // 261: longer than the engine's products take at a time
  const qkv = matrix(1, B * T, 18);
  const run = (ops: typeof plain) =>
    tf.tidy(() => {
      const loss = (x: tf.Tensor) => weighted(ops.attend(x as tf.Tensor2D, B, 2)).sum<tf.Scalar>();
      return [...ops.attend(qkv, B, 2).dataSync(), ...tf.grad(loss)(qkv).dataSync()];
    });
  const [ours, theirs] = [run(fused as typeof plain), run(plain)];
  const scale = Math.max(...theirs.map(Math.abs));
  ours.forEach((x, i) => expect(Math.abs(x - theirs[i]!) / scale).toBeLessThan(1e-5));
});

test("a row added to a reshaped matrix that is used again", () => {
  // The backend's own product prepares a right-hand matrix once per data: a
  // reshaped one used to crash here, when a sum of rows had prepared it before.
  const loss = (table: tf.Tensor) =>
    weighted(plain.embed(table as tf.Tensor2D, matrix(2, 3, 3), ids(0, 1, 2, 3, 0, 1), 3));
  for (let i = 0; i < 20; i++) {
    expect(gradientError(loss, matrix(1, 4, 3))).toBeLessThan(1e-2);
  }
});

describe.each([
  ["plain", plain],
  ["engine", fused],
])("%s, by hand", (_, ops) => {
  const close = (tensor: tf.Tensor, expected: number[], digits = 5) => {
    const values = tensor.dataSync();
    expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, digits));
  };

  test("layer norm gives rows of mean 0 and variance 1", () => {
    const one = { weight: tf.ones([4]), bias: tf.zeros([4]) };
    const y = ops.layerNorm(tf.tensor2d([[1, 2, 3, 4]]), one as never, 1e-5);
    close(y, [-1.3416, -0.4472, 0.4472, 1.3416], 3);
  });

  test("GELU is GPT-2's tanh form, far out too", () => {
    close(ops.gelu(tf.tensor2d([[-2, -0.5, 0, 1, 3]])), [-0.045402, -0.154286, 0, 0.841192, 2.996363]);
    close(ops.gelu(tf.tensor2d([[-300, 300]])), [0, 300]);
  });

  test("log-probabilities, of huge logits too", () => {
    const logits = tf.tensor2d([
      [1, 2, 3],
      [1e4, 0, -1e4],
    ]);
    close(ops.logprobOf(logits, ids(2, 0)), [-0.407606, 0]);
    close(ops.logprobOf(logits, ids(0, 1)), [-2.407606, -1e4]);
  });

  test.each([
    [1, 8],
    [2, 6],
    [3, 5],
  ])("attention in pieces is attention at once", (H, D) => {
    const [B, C] = [2, H * D];
    const qkv = normals(1, B, 7, 3 * C);
    const whole = ops.attend(qkv.reshape([B * 7, 3 * C]), B, H).reshape([B, 7, C]);
    const cache = { length: 0, capacity: 9 };
    for (const [from, T] of [
      [0, 3],
      [3, 1],
      [4, 2],
      [6, 1],
    ] as const) {
      const piece = qkv.slice([0, from, 0], [B, T, 3 * C]).reshape<tf.Tensor2D>([B * T, 3 * C]);
      const out = ops.attendCached(piece, B, H, cache);
      close(out, [...whole.slice([0, from, 0], [B, T, C]).dataSync()]);
      expect(cache.length).toBe(from + T);
    }
  });

  test("attention: the first token sees itself alone", () => {
    const qkv = normals(1, 3, 6) as tf.Tensor2D; // T 3, C 2
    const first = ops.attend(qkv, 1, 1).slice([0, 0], [1, 2]).dataSync();
    expect([...first]).toEqual([...qkv.slice([0, 4], [1, 2]).dataSync()]);
  });
});
