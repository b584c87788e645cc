import { expect, test } from "vitest";
import { moments, regress } from "../../../snippets/labeler/scorer.ts";
import { classProbabilities, fitSoftmax, standards } from "../../../snippets/labeler/softmax-regression.ts";
import { createRng } from "../../../snippets/random.ts";

test("standards of columns; one that never changes has deviation 1", () => {
  const { means, deviations } = standards([
    [1, 5],
    [3, 5],
  ]);
  expect(means).toEqual([2, 5]);
  expect(deviations).toEqual([1, 1]);
});

test("softmax regression finds the odds of a coin that depends on nothing", () => {
  const labels = [0, 0, 0, 1];
  const model = fitSoftmax({ inputs: labels.map(() => [7]), labels, classes: 2, steps: 2000, learningRate: 0.02 });
  expect(classProbabilities(model, [7])[1]).toBeCloseTo(0.25, 3);
});

test("softmax regression is where the gradient vanishes", () => {
  const rng = createRng(2);
  const inputs = Array.from({ length: 200 }, () => [rng.normal(), 10 * rng.normal() + 3]);
  const labels = inputs.map(([x, y]) => (x! + rng.normal() > 0.5 ? 0 : y! > 3 ? 1 : 2));
  const model = fitSoftmax({ inputs, labels, classes: 3, steps: 3000, decay: 0 });
  // at the optimum, predicted and observed means agree, class by class
  for (let k = 0; k < 3; k++) {
    for (const feature of [() => 1, ([x]: number[]) => x!, ([, y]: number[]) => y! / 10]) {
      const gap = inputs.map((x, n) => (classProbabilities(model, x)[k]! - Number(labels[n] === k)) * feature(x));
      expect(Math.abs(gap.reduce((a, b) => a + b, 0) / 200)).toBeLessThan(2e-3);
    }
  }
  expect(() => classProbabilities(model, [1])).toThrow("This classifier reads 2 numbers, got 1.");
  expect(() => fitSoftmax({ inputs, labels: [], classes: 3 })).toThrow("as many labels as examples");
});

test("regress finds the coefficients that the targets were made with", () => {
  const rng = createRng(3);
  const inputs = Array.from({ length: 50 }, () => {
    const share = rng.uniform();
    return [share, 1 - share, 0]; // the third class never occurs
  });
  const [a, b, c] = regress(
    inputs,
    inputs.map(([x, y]) => 2 * x! - 3 * y!),
  ) as [number, number, number];
  expect(a).toBeCloseTo(2, 3);
  expect(b).toBeCloseTo(-3, 3);
  expect(c).toBe(0);
});

test("moments by hand", () => {
  const { means, covariances } = moments([
    [1, 2],
    [3, 0],
    [5, 1],
  ]);
  expect(means).toEqual([3, 1]);
  expect(covariances).toEqual([
    [8 / 3, -2 / 3],
    [-2 / 3, 2 / 3],
  ]);
});
