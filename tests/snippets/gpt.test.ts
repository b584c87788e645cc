import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { cloneGPT, disposeGPT, logits } from "../../snippets/gpt.ts";
import { initGPT } from "../../snippets/init-gpt.ts";
import { crossEntropy } from "../../snippets/logprobs.ts";
import { countParameters, namedParameters, setParameter } from "../../snippets/parameters.ts";
import { createRng } from "../../snippets/random.ts";
import { gptConfig } from "../../snippets/sizes.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);

const read = (gpt: ReturnType<typeof tinyGPT>, rows: number[][]) =>
  tf.tidy(() => logits(gpt, tokenBatch(rows)).dataSync().slice());

test("carries GPT-2's names", () => {
  const names = [...namedParameters(tinyGPT().params, "transformer").keys()];
  expect(names).toHaveLength(2 + 2 * 12 + 2);
  expect(names).toContain("transformer.wte.weight");
  expect(names).toContain("transformer.h.1.attn.c_attn.bias");
  expect(names).toContain("transformer.h.0.mlp.c_proj.weight");
  expect(names).toContain("transformer.ln_f.weight");
});

test("the main size has the parameters that its shapes add up to", () => {
  const gpt = initGPT(gptConfig("M"), createRng(1));
  const block = 64 * 192 + 192 + 64 * 64 + 64 + 2 * 64 * 256 + 256 + 64;
  const all = 125 * 64 + 48 * 64 + 2 * (block + 4 * 64) + 2 * 64;
  expect(countParameters(gpt.params)).toBe(all);
});

test("no token sees a later one", () => {
  const gpt = tinyGPT();
  const a = read(gpt, [[1, 2, 3, 4]]);
  const b = read(gpt, [[1, 2, 9, 4]]);
  expect(a.slice(0, 2 * 11)).toEqual(b.slice(0, 2 * 11));
  expect(a.slice(2 * 11)).not.toEqual(b.slice(2 * 11));
});

test("a text reads the same alone and in a batch, padded or not", () => {
  const gpt = tinyGPT();
  const alone = read(gpt, [[5, 6]]);
  const together = read(gpt, [
    [5, 6],
    [7, 8, 9, 10],
  ]);
  alone.forEach((x, i) => expect(together[i]).toBeCloseTo(x, 5));
});

test("the gradient of the whole model agrees with finite differences", () => {
  const gpt = tinyGPT();
  const batch = tokenBatch([
    [1, 2, 3, 4, 2],
    [5, 1, 1, 7, 3],
  ]);
  const mask = Float32Array.of(0, 1, 1, 1, 0, 1, 1, 0);
  const loss = () => crossEntropy(gpt, batch, mask);
  const parameters = namedParameters(gpt.params);
  const { grads } = tf.variableGrads(loss, [...parameters.values()]);
  for (const [name, variable] of parameters) {
    const gradient = grads[variable.name]!.dataSync();
    const values = variable.dataSync().slice();
    const lossAt = (i: number, change: number) => {
      const moved = Float32Array.from(values);
      moved[i]! += change;
      setParameter(variable, tf.tensor(moved, variable.shape));
      return tf.tidy(() => loss().dataSync()[0]!);
    };
    const scale = Math.max(...gradient.map(Math.abs), 1e-2);
    gradient.forEach((g, i) => {
      const slope = (lossAt(i, 1e-2) - lossAt(i, -1e-2)) / 2e-2;
      expect(Math.abs(g - slope) / scale, `${name}[${i}]`).toBeLessThan(2e-2);
    });
    setParameter(variable, tf.tensor(values, variable.shape));
  }
});

test("the same seed gives the same weights, another seed others", () => {
  expect(read(tinyGPT(3), [[1]])).toEqual(read(tinyGPT(3), [[1]]));
  expect(read(tinyGPT(3), [[1]])).not.toEqual(read(tinyGPT(4), [[1]]));
});

test("a clone keeps its weights when the original changes", () => {
  const gpt = tinyGPT();
  const copy = cloneGPT(gpt);
  const before = read(copy, [[1, 2]]);
  const { weight } = gpt.params.wte;
  setParameter(weight, tf.zerosLike(weight));
  expect(read(copy, [[1, 2]])).toEqual(before);
});

test("making, cloning and disposing models leaves no tensor behind", () => {
  const before = tf.memory().numTensors;
  const gpt = tinyGPT();
  const copy = cloneGPT(gpt);
  disposeGPT(gpt);
  disposeGPT(copy);
  expect(tf.memory().numTensors).toBe(before);
});

test("says what is wrong with a text", () => {
  const gpt = tinyGPT();
  expect(() => read(gpt, [Array(11).fill(1)])).toThrow(/at most 10 tokens, got 11/);
  expect(() => read(gpt, [[1, 11]])).toThrow(/from 0 to 10, got 11/);
  expect(() => read(gpt, [[]])).toThrow(/at least one token/);
});
