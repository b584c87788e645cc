import { beforeEach, expect, test } from "vitest";
import { forgetTraining, isOf, leftTraining, markTraining } from "../../../../src/elements/run/training-marker.ts";

const train = { source: "await train();", inputs: { beta: 0.1, seed: 2 } };

beforeEach(() => localStorage.clear());

test("a training is known by its cell's text and inputs, in whatever order they were set", () => {
  markTraining("train", { step: 10, steps: 40 }, train);
  const left = leftTraining()!;
  expect(left).toMatchObject({ cell: "train", step: 10, steps: 40 });
  expect(isOf(left, { ...train, inputs: { seed: 2, beta: 0.1 } })).toBe(true);
  expect(isOf(left, { ...train, inputs: { seed: 2 } })).toBe(false);
  expect(isOf(left, { source: train.source })).toBe(false);
});

test("the end of that cell's run forgets it, and no other one's", () => {
  markTraining("train", { step: 10, steps: 40 }, train);
  forgetTraining("data");
  expect(leftTraining()).toMatchObject({ cell: "train", step: 10 });
  forgetTraining("train");
  expect(leftTraining()).toBeNull();
});
