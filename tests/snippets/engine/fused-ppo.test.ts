import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { gradientOf } from "../../../snippets/engine/backward.ts";
import * as fused from "../../../snippets/engine/fused-ppo.ts";
import * as plain from "../../../snippets/ppo-loss.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

const sizes = [1, 3, 64, 1001];

/** Tokens of which some are clipped, on either side, some unchanged, some masked. */
function tokens(size: number) {
  const rng = createRng(size);
  const draw = (scale = 1) => Float32Array.from({ length: size }, () => scale * rng.normal());
  const old = draw();
  const mask = old.map(() => Number(rng.uniform() < 0.7));
  const moved = old.map((x) => (rng.uniform() < 0.2 ? x : x + 0.3 * rng.normal()));
  // Where nothing counts there may be anything that is finite.
  const now = moved.map((x, i) => (mask[i] ? x : 1e3 * x));
  return { now, old, mask, signal: draw(2), count: size, cliprange: 0.2 };
}

/** As a part of more: the loss's own gradient is not 1. */
function outcome(loss: (x: tf.Tensor1D) => tf.Scalar, at: Float32Array) {
  return tf.tidy(() => {
    const x = tf.tensor1d(at);
    const { value, gradient } = gradientOf(() => loss(x).mul(0.3), [x]);
    return { value: value.dataSync()[0], gradient: [...gradient.dataSync()] };
  });
}

describe.each(sizes)("%i tokens: the bits of ppo-loss.ts", (size) => {
  const { now, old, mask, signal, count, cliprange } = tokens(size);

  test("the policy's loss, its gradient and its sums", () => {
    const targets = { logprobs: old, advantages: signal, mask, count, cliprange };
    const ours = outcome((x) => fused.policyLoss(x, targets).loss, now);
    expect(ours).toEqual(outcome((x) => plain.policyLoss(x, targets).loss, now));
    const all = (policyLoss: typeof plain.policyLoss) =>
      tf.tidy(() => {
        const found = policyLoss(tf.tensor1d(now), targets);
        return Object.entries(found).map(([name, x]) => [name, x.dataSync()[0]]);
      });
    expect(all(fused.policyLoss).toSorted()).toEqual(all(plain.policyLoss).toSorted());
  });

  test("the values' loss and its gradient", () => {
    const targets = { values: old, returns: signal, mask, count, cliprange };
    const ours = outcome((x) => fused.valueLoss(x, targets), now);
    expect(ours).toEqual(outcome((x) => plain.valueLoss(x, targets), now));
  });
});

test("what was drawn has every case in it", () => {
  const { now, old, mask } = tokens(1001);
  const ratios = now.map((x, i) => Math.exp((x - old[i]!) * mask[i]!));
  const count = (is: (ratio: number, i: number) => boolean) => ratios.filter(is).length;
  expect(count((ratio, i) => ratio > 1.2 && mask[i] === 1)).toBeGreaterThan(20);
  expect(count((ratio, i) => ratio < 0.8 && mask[i] === 1)).toBeGreaterThan(20);
  expect(count((ratio, i) => ratio === 1 && mask[i] === 1)).toBeGreaterThan(20);
  expect(count((_, i) => mask[i] === 0)).toBeGreaterThan(200);
});

test("NaN is not hidden, and nothing is left behind", () => {
  const { old, mask, signal, count, cliprange } = tokens(3);
  const before = tf.memory().numTensors;
  const lost = Float32Array.of(NaN, NaN, NaN);
  const all = new Float32Array(3).fill(1);
  const policy = { logprobs: old, advantages: signal, mask: all, count, cliprange };
  expect(outcome((x) => fused.policyLoss(x, policy).loss, lost).gradient).toEqual([NaN, NaN, NaN]);
  const values = { values: old, returns: signal, mask, count, cliprange };
  outcome((x) => fused.valueLoss(x, values), old);
  expect(tf.memory().numTensors).toBe(before);
});

test("a batch where nothing counts has loss 0 and gradient 0", () => {
  const { now, old, signal, cliprange } = tokens(3);
  const rest = { mask: new Float32Array(3), count: 0, cliprange };
  const policy = (x: tf.Tensor1D) => fused.policyLoss(x, { logprobs: old, advantages: signal, ...rest }).loss;
  const value = (x: tf.Tensor1D) => fused.valueLoss(x, { values: old, returns: signal, ...rest });
  for (const loss of [policy, value]) {
    const { value, gradient } = outcome(loss, now);
    expect([value!, ...gradient].map(Math.abs)).toEqual([0, 0, 0, 0]);
  }
});
