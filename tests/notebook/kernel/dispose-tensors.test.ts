import { expect, test } from "vitest";
import { disposeTensors } from "../../../src/notebook/kernel/dispose-tensors.ts";

function tensor() {
  const one = { isDisposed: false, dataSync: () => [1], dispose: () => void (one.isDisposed = true) };
  return one;
}

test("frees what only the former values held", () => {
  const [own, shared] = [tensor(), tensor()];
  disposeTensors([{ a: [own, new Map([["b", shared]])] }], [new Set([shared])]);
  expect([own.isDisposed, shared.isDisposed]).toEqual([true, false]);
});

test("a list that claims billions of items is left alone", () => {
  const own = tensor();
  const list: unknown[] = [own];
  list.length = 2 ** 32 - 1;
  disposeTensors([list], []);
  expect(own.isDisposed).toBe(false);
});
