import * as tf from "@tensorflow/tfjs";
import asc from "assemblyscript/asc";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import * as fusedLosses from "../../../snippets/engine/fused-losses.ts";
import * as fusedOps from "../../../snippets/engine/fused-ops.ts";
import { normals, startWasm } from "../wasm.ts";

const fused = { ...fusedOps, ...fusedLosses };
const folder = new URL("../../../snippets/engine/", import.meta.url);
const file = (name: string) => fileURLToPath(new URL(name, folder));

const builds = [
  ["kernels.wasm", []],
  ["kernels-relaxed.wasm", ["--enable", "relaxed-simd"]],
] as const;

describe.each(builds)("%s", (build, flags) => {
  test("is what its sources compile to (npm run kernels)", async () => {
    let compiled: Uint8Array | undefined;
    const { error } = await asc.main(
      [
        file("kernels/index.ts"),
        "--config",
        file("kernels/asconfig.json"),
        ...flags,
        "--outFile",
        "kernels.wasm",
        "--baseDir",
        "/",
      ],
      { writeFile: (name, data) => void (name.endsWith(".wasm") && (compiled = data as Uint8Array)) },
    );
    expect(error).toBeNull();
    expect(Buffer.from(compiled!).equals(await readFile(file(build)))).toBe(true);
  });

  test("has no memory, data or stack of its own: it works in TensorFlow.js's", async () => {
    const module = await WebAssembly.compile(await readFile(file(build)));
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
    expect(WebAssembly.Module.exports(module).filter(({ kind }) => kind === "global")).toEqual([]);
    // A data segment would have written over the first bytes.
    const memory = new WebAssembly.Memory({ initial: 16 });
    await WebAssembly.instantiate(module, { env: { memory } });
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  });
});

test("relaxed SIMD multiplies like plain SIMD, to rounding", async () => {
  const [M, K, N] = [37, 300, 21];
  const numbers = Float32Array.from({ length: M * K + K * N }, (_, i) => Math.sin(i));
  const product = async (build: string) => {
    const memory = new WebAssembly.Memory({ initial: 32 });
    const bytes = await readFile(file(build));
    expect(WebAssembly.validate(bytes)).toBe(true);
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    const kernels = instance.exports as Record<string, (...args: number[]) => number>;
    new Float32Array(memory.buffer).set(numbers);
    const [b, c] = [4 * M * K, 4 * (M * K + K * N)];
    kernels.gemm!(M, N, K, 0, K, 1, b, N, 1, c, N, 0, 0, c + 4 * M * N);
    return new Float32Array(memory.buffer, c, M * N);
  };
  const [plain, relaxed] = [await product("kernels.wasm"), await product("kernels-relaxed.wasm")];
  const scale = Math.max(...plain.map(Math.abs));
  plain.forEach((x, i) => expect(Math.abs(x - relaxed[i]!) / scale).toBeLessThan(1e-5));
});

describe("matMul", () => {
  beforeAll(startWasm);

  /** The textbook triple loop, on nested arrays. */
  function byHand(a: number[][], b: number[][]): number[][] {
    return a.map((row) => b[0]!.map((_, j) => row.reduce((s, x, k) => s + x * b[k]![j]!, 0)));
  }
  const flip = (a: number[][]) => a[0]!.map((_, j) => a.map((row) => row[j]!));

  const sizes = [
    [1, 1, 1],
    [4, 8, 3],
    [5, 9, 7],
    [3, 1, 300],
    [66, 17, 33],
    [1, 130, 600],
  ];
  const transposes = [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const;
  const cases = sizes.flatMap((size) => transposes.map((t) => [...size, ...t] as const));

  test.each(cases)("[%i, %i] over %i, transposed %s %s", (M, N, K, tA, tB) => {
    const a = normals(1, ...((tA ? [K, M] : [M, K]) as number[])) as tf.Tensor2D;
    const b = normals(2, ...((tB ? [N, K] : [K, N]) as number[])) as tf.Tensor2D;
    const ours = tf.matMul(a, b, tA as boolean, tB as boolean).dataSync();
    const [left, right] = [a.arraySync(), b.arraySync()];
    const expected = byHand(tA ? flip(left) : left, tB ? flip(right) : right).flat();
    expected.forEach((x, i) => expect(ours[i]).toBeCloseTo(x, 3));
  });

  test("leading dimensions, a 1 repeated", () => {
    const a = normals(1, 2, 1, 3, 4);
    const b = normals(2, 5, 4, 6);
    const c = tf.matMul(a, b);
    expect(c.shape).toEqual([2, 5, 3, 6]);
    const one = tf.matMul(
      a.slice([1, 0, 0, 0], [1, 1, 3, 4]).reshape([3, 4]),
      b.slice([3, 0, 0], [1, 4, 6]).reshape([4, 6]),
    );
    const same = c.slice([1, 3, 0, 0], [1, 1, 3, 6]).dataSync();
    expect([...same]).toEqual([...one.dataSync()]);
  });

  test("uses the numbers of now, after a reshape or a change in place", () => {
    const x = normals(1, 4, 6);
    const right = tf.matMul(normals(2, 2, 4), x);
    expect(right.shape).toEqual([2, 6]);
    const reshaped = tf.matMul(tf.ones([1, 8]), x.reshape([8, 3])).dataSync();
    const sums = x.reshape([8, 3]).sum(0).dataSync();
    sums.forEach((s, i) => expect(reshaped[i]).toBeCloseTo(s, 4));
  });

  test("says what is wrong with its sides", () => {
    const int = tf.ones([2, 2], "int32");
    expect(() => tf.matMul(int, int)).toThrow(/float32 tensors, got int32.*toFloat/);
  });
});

describe("fused operations", () => {
  beforeAll(startWasm);

  test("masked rows have gradient 0, whatever their logits", () => {
    const logits = tf.tensor2d([
      [1, 2],
      [NaN, Infinity],
      [-1e30, 1e30],
    ]);
    const targets = tf.tensor1d([0, 1, 0], "int32");
    const mask = tf.tensor1d([1, 0, 0]);
    const { gradient } = {
      gradient: tf.grad((l: tf.Tensor) =>
        tf.where(mask.toBool(), fused.logprobOf(l as tf.Tensor2D, targets), tf.zeros([3])).sum(),
      )(logits),
    };
    expect([...gradient.dataSync()].slice(2)).toEqual([0, 0, 0, 0]);
  });

  test("an id outside the table reads zeros and teaches nothing", () => {
    const table = tf.ones<tf.Rank.R2>([3, 5]);
    const ids = tf.tensor1d([2, 3, -1], "int32");
    const places = tf.zeros<tf.Rank.R2>([3, 5]);
    const rows = fused.embed(table, places, ids, 3, 0).arraySync();
    expect(rows).toEqual([
      [1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
    const gradient = tf.grad((t: tf.Tensor) => fused.embed(t as tf.Tensor2D, places, ids, 3, 0).sum())(table);
    expect(gradient.sum().dataSync()[0]).toBe(5);
  });

  test("survive growth of the heap, and leave no tensor behind", () => {
    const before = tf.memory().numTensors;
    const x = normals(1, 8, 16) as tf.Tensor2D;
    const norm = { weight: normals(2, 16) as tf.Tensor1D, bias: normals(3, 16) as tf.Tensor1D };
    const compute = () => tf.tidy(() => [...fused.layerNorm(x, norm, 1e-5).dataSync()]);
    const first = compute();
    const big = tf.zeros([32, 1024, 1024]); // 128 MB: more than the heap had
    expect(compute()).toEqual(first);
    const wide = tf.tidy(() => fused.matmul(x, normals(4, 16, 5000) as tf.Tensor2D).dataSync());
    expect(wide.every(Number.isFinite)).toBe(true);
    tf.dispose([big, x, norm.weight, norm.bias]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
