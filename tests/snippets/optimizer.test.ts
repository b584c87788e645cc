import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { sumOfSquares, updateValues } from "../../snippets/adamw.ts";
import { enginePart } from "../../snippets/engine/adamw.ts";
import { cloneParameters } from "../../snippets/parameters.ts";
import { type AdamW, applyGradient, createAdamW, minimize } from "../../snippets/optimizer.ts";
import { normals, startWasm } from "./wasm.ts";

beforeAll(startWasm);

const parameter = (...values: number[]) => ({
  w: tf.tidy(() => tf.variable(tf.tensor1d(values))),
});

const apply = (adam: AdamW, rate: number, ...gradient: number[]) =>
  tf.tidy(() => applyGradient(adam, rate, tf.tensor1d(gradient)));

test("two AdamW steps, as PyTorch 2.13 computes them", () => {
  // p = torch.tensor([1., -2.]); AdamW(lr=.1, betas=(.9, .95), eps=1e-8,
  // weight_decay=.01), gradients [.3, -.4] then [-.1, .2], each norm below 1
  const tree = parameter(1, -2);
  const adam = createAdamW(tree, { weightDecay: 0.01 });
  apply(adam, 0.1, 0.3, -0.4);
  const first = Array.from(tree.w.dataSync());
  [0.899, -1.898].forEach((x, i) => expect(first[i]).toBeCloseTo(x, 5));
  apply(adam, 0.1, -0.1, 0.2);
  const second = Array.from(tree.w.dataSync());
  [0.85767, -1.869265].forEach((x, i) => expect(second[i]).toBeCloseTo(x, 5));
});

test("a gradient longer than 1 is cut to length 1", () => {
  const tree = parameter(0, 0);
  const adam = createAdamW(tree);
  const norm = apply(adam, 0.1, 30, 40);
  expect(norm).toBeCloseTo(50, 5);
  const { m } = adam.moments.get("w")!;
  expect(m[0]).toBeCloseTo(0.1 * 0.6, 5);
  expect(m[1]).toBeCloseTo(0.1 * 0.8, 5);
});

test("minimises, and leaves no tensor behind", () => {
  const tree = parameter(3, -4);
  const adam = createAdamW(tree);
  const before = tf.memory().numTensors;
  let loss = Infinity;
  for (let i = 0; i < 200; i++) {
    loss = minimize(adam, 0.1, () => tree.w.square().sum()).loss;
  }
  expect(loss).toBeLessThan(1e-3);
  expect(tf.memory().numTensors).toBe(before);
});

test("a parameter that the loss does not use stays as it is", () => {
  const tree = { used: parameter(1).w, unused: parameter(5).w };
  const adam = createAdamW(tree);
  minimize(adam, 0.1, () => tree.used.square().sum());
  expect(tree.unused.dataSync()[0]).toBe(5);
});

test("a gradient that is not finite is an error and changes nothing", () => {
  const tree = parameter(1);
  const adam = createAdamW(tree);
  const explode = () => apply(adam, 0.1, NaN);
  expect(explode).toThrow(/no longer finite.*Lower the learning rate/);
  expect(tree.w.dataSync()[0]).toBe(1);
});

test.each([1, 3, 4, 7, 64, 1001])("%i numbers: the engine's update is the plain one", (size) => {
  const array = (seed: number) => Float32Array.from(normals(seed, size).dataSync());
  const start = array(1);
  const plain = { w: start.slice(), m: array(2), v: array(3).map(Math.abs) };
  const ours = { w: tf.variable(tf.tensor1d(start)), m: plain.m.slice(), v: plain.v.slice() };
  const guard = tf.tensor1d([7, 7, 7, 7]); // likely the next in memory
  const numbers = {
    clip: 0.7,
    learningRate: 0.01,
    beta1: 0.9,
    beta2: 0.95,
    unbias1: 0.19,
    unbias2: 0.0975,
    epsilon: 1e-8,
    weightDecay: 0.1,
  };
  const gradient = array(4);
  updateValues(plain.w, gradient, plain.m, plain.v, numbers);
  const part = enginePart(ours.w, ours, tf.tensor1d([9, ...gradient]), 1);
  expect(part.sumOfSquares()).toBeCloseTo(sumOfSquares(gradient), 6);
  part.update(numbers);
  const close = (found: ArrayLike<number>, expected: Float32Array) =>
    expected.forEach((x, i) => expect(Math.abs(found[i]! - x)).toBeLessThan(1e-5));
  close(ours.w.dataSync(), plain.w);
  close(ours.m, plain.m);
  close(ours.v, plain.v);
  expect([...guard.dataSync()]).toEqual([7, 7, 7, 7]);
});

test("copies made before a step keep their numbers; matMul takes the new ones", () => {
  const tree = {
    w: tf.tidy(() =>
      tf.variable(
        tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
      ),
    ),
  };
  const copies = [cloneParameters(tree).w, tree.w.clone(), tree.w.reshape([4])];
  const eye = tf.eye(2);
  expect([...tf.matMul(eye, tree.w).dataSync()]).toEqual([1, 2, 3, 4]);
  const adam = createAdamW(tree);
  for (let i = 0; i < 2; i++) {
    apply(adam, 1, 1, 1, 1, 1);
  }
  for (const copy of copies) expect([...copy.dataSync()]).toEqual([1, 2, 3, 4]);
  const now = [...tree.w.dataSync()];
  expect(now[0]).toBeCloseTo(-1, 3);
  expect([...tf.matMul(eye, tree.w).dataSync()]).toEqual(now);
});
