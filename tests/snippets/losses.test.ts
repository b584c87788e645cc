import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { maskedMean } from "../../snippets/logprobs.ts";
import { allPairs, pairAccuracy, pairLoss } from "../../snippets/pair-loss.ts";
import { policyLoss, valueLoss } from "../../snippets/ppo-loss.ts";
import { gradientError, startWasm } from "./wasm.ts";

beforeAll(startWasm);

const number = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const numbers = (...values: number[]) => Float32Array.from(values);
const vector = (...values: number[]) => tf.tensor1d(values);
const gradient = (loss: (x: tf.Tensor1D) => tf.Scalar, x: tf.Tensor1D) =>
  Array.from(
    tf.tidy(() =>
      tf
        .grad(loss as never)(x)
        .dataSync(),
    ),
  );

describe("pair loss", () => {
  test("two answers: -log sigmoid of the difference", () => {
    const loss = pairLoss(vector(2, 0.5), allPairs([2]));
    expect(number(loss)).toBeCloseTo(Math.log(1 + Math.exp(-1.5)), 6);
  });

  test("every prompt counts the same, whatever its number of pairs", () => {
    const softplus = (x: number) => Math.log(1 + Math.exp(x));
    const three = (softplus(-1) + softplus(-3) + softplus(-2)) / 3;
    const loss = pairLoss(vector(3, 2, 0, 5, 4), allPairs([3, 2]));
    expect(number(loss)).toBeCloseTo((three + softplus(-1)) / 2, 6);
  });

  test("huge differences stay finite", () => {
    expect(number(pairLoss(vector(-500, 500), allPairs([2])))).toBeCloseTo(1000, 2);
    expect(number(pairLoss(vector(500, -500), allPairs([2])))).toBe(0);
  });

  test("its gradient agrees with finite differences", () => {
    const loss = (x: tf.Tensor) => pairLoss(x as tf.Tensor1D, allPairs([3, 2]));
    expect(gradientError(loss, vector(0.3, -0.2, 0.9, 0.1, 0.4))).toBeLessThan(1e-2);
  });

  test("K answers make K (K - 1) / 2 pairs", () => {
    expect(allPairs([4, 9]).weight).toHaveLength(6 + 36);
  });

  test("accuracy counts the pairs in the right order", () => {
    expect(pairAccuracy([3, 1, 2], [3])).toBeCloseTo(2 / 3);
    expect(pairAccuracy([1, 0, 0, 1], [2, 2])).toBe(0.5);
  });
});

describe("clipping, the four cases", () => {
  // one token whose probability has doubled (ratio 2) or halved (ratio .5)
  const slope = (ratio: number, advantage: number) => {
    const loss = (logprobs: tf.Tensor1D) =>
      policyLoss(logprobs, {
        logprobs: numbers(-3),
        advantages: numbers(advantage),
        mask: numbers(1),
        count: 1,
        cliprange: 0.2,
      }).loss;
    return gradient(loss, vector(-3 + Math.log(ratio)))[0]!;
  };
  test("better than expected and already likelier: no gradient", () => {
    expect(slope(2, 1)).toBeCloseTo(0, 6);
  });
  test("better than expected but less likely: more of it", () => {
    expect(slope(0.5, 1)).toBeCloseTo(-0.5, 5);
  });
  test("worse than expected and already less likely: no gradient", () => {
    expect(slope(0.5, -1)).toBeCloseTo(0, 6);
  });
  test("worse than expected but likelier: less of it", () => {
    expect(slope(2, -1)).toBeCloseTo(2, 5);
  });
});

describe("policy loss", () => {
  const targets = {
    logprobs: numbers(-1, -2, -3),
    advantages: numbers(1, -0.5, 7),
    mask: numbers(1, 1, 0),
    count: 2,
    cliprange: 0.2,
  };

  test("an unchanged policy: ratio 1, nothing clipped, no drift", () => {
    const result = policyLoss(vector(-1, -2, 50), targets);
    expect(number(result.ratio)).toBe(2); // a sum over two tokens
    expect(number(result.clipped)).toBe(0);
    expect(number(result.drift)).toBe(0);
    expect(number(result.loss)).toBeCloseTo(-(1 - 0.5) / 2, 6);
  });

  test("its gradient agrees with finite differences, 0 for padding", () => {
    const loss = (x: tf.Tensor1D) => policyLoss(x, targets).loss;
    const logprobs = vector(-1.1, -1.95, -2);
    expect(gradientError((x) => loss(x as tf.Tensor1D), logprobs)).toBeLessThan(1e-2);
    expect(gradient(loss, logprobs)[2]).toBeCloseTo(0, 10);
  });
});

describe("value loss", () => {
  const loss = (values: tf.Tensor1D) =>
    valueLoss(values, {
      values: numbers(0, 0, 0),
      returns: numbers(1, 1, 9),
      mask: numbers(1, 1, 0),
      count: 2,
      cliprange: 0.2,
    });

  test("the worse of the plain and the clipped error counts", () => {
    // .1 moved freely: (1 - .1)^2; .9 counts as .2: (1 - .2)^2
    const expected = (0.5 * (0.9 ** 2 + 0.8 ** 2)) / 2;
    expect(number(loss(vector(0.1, 0.9, 0)))).toBeCloseTo(expected, 6);
  });

  test("its gradient agrees with finite differences", () => {
    const x = vector(0.1, -0.5, 0.3);
    expect(gradientError((v) => loss(v as tf.Tensor1D), x)).toBeLessThan(1e-2);
  });
});

test("a mean over nothing is 0, not NaN", () => {
  expect(number(maskedMean(vector(1, 2), numbers(0, 0)))).toBe(0);
});
