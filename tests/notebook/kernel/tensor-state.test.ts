import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { EngineLost } from "../../../src/notebook/base/crash.ts";
import { costOf } from "../../../src/notebook/kernel/backend-cost.ts";
import { noteTensorState, type TensorState } from "../../../src/notebook/kernel/tensor-state.ts";
import { engineRuns } from "../../../snippets/engine/heap.ts";
import { startInNode } from "../../../snippets/cli/start-in-node.ts";

/** What a cell may do to TensorFlow.js; after it, all of it is as it was. */
let state: TensorState;
let told: string[] = [];
const clock = { now: 0 };

beforeAll(async () => {
  await startInNode();
  state = noteTensorState(
    (text) => told.push(text),
    () => (clock.now += 1),
  );
});

beforeEach(() => {
  told = [];
  // TensorFlow.js warns of much that the cells here do on purpose.
  for (const method of ["warn", "log", "error"] as const) vi.spyOn(console, method).mockImplementation(() => {});
});

afterEach(() => vi.restoreAllMocks());

/** The engine multiplies, with the book's own kernels and gradients, and nothing is left open. */
function expectBookEngine(): void {
  expect(tf.getBackend()).toBe("wasm");
  expect(engineRuns()).toBe(true);
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const [value] = tf.grads((a, b) => tf.sum(tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D)))([
      tf.ones([2, 3]),
      tf.ones([3, 2]),
    ]);
    expect([...value!.dataSync()]).toEqual([2, 2, 2, 2, 2, 2]);
  });
  expect(tf.memory().numTensors).toBe(before);
}

const cells: Record<string, { cell: () => unknown; says: RegExp }> = {
  "the cpu backend": { cell: () => tf.setBackend("cpu"), says: /the backend “wasm”/ },
  "a backend of its own": {
    cell: async () => {
      tf.registerBackend("mine", () => tf.findBackend("cpu"));
      tf.copyRegisteredKernels("cpu", "mine");
      await tf.setBackend("mine");
    },
    says: /\d+ more.*the backend “wasm”, the backend “mine”/,
  },
  "a backend that never starts": {
    cell: () => {
      tf.registerBackend("slow", () => new Promise<tf.KernelBackend>(() => {}));
      void tf.setBackend("slow");
    },
    says: /the backend “slow”/,
  },
  "no cpu backend": { cell: () => tf.removeBackend("cpu"), says: /the backend “cpu”/ },
  "debug mode": { cell: () => tf.enableDebugMode(), says: /the flag “DEBUG”/ },
  "production mode": { cell: () => tf.enableProdMode(), says: /the flag “PROD”/ },
  flags: { cell: () => tf.env().set("WASM_HAS_SIMD_SUPPORT", false), says: /the flag “WASM_HAS_SIMD_SUPPORT”/ },
  "no flags": { cell: () => tf.env().reset(), says: /all flags/ },
  "other flags": { cell: () => tf.env().setFlags({ DEBUG: true }), says: /all flags/ },
  "another platform": { cell: () => tf.env().setPlatform("mine", { ...tf.env().platform }), says: /the platform/ },
  "a kernel gone": { cell: () => tf.unregisterKernel("BatchMatMul", "wasm"), says: /the kernel “wasm_BatchMatMul”/ },
  "a kernel replaced": {
    cell: () =>
      tf.registerKernel({
        kernelName: "Add",
        backendName: "wasm",
        kernelFunc: () => {
          throw new Error("mine");
        },
      }),
    says: /the kernel “wasm_Add”/,
  },
  "a kernel more": {
    cell: () => tf.registerKernel({ kernelName: "Mine", backendName: "wasm", kernelFunc: () => [] }),
    says: /the kernel “wasm_Mine”/,
  },
  "a gradient gone": { cell: () => tf.unregisterGradient("BatchMatMul"), says: /the gradient “BatchMatMul”/ },
  "an open scope": { cell: () => tf.engine().startScope("mine"), says: /a scope that was left open/ },
  "a profile without end": {
    cell: () => void tf.profile(() => new Promise<tf.Tensor>(() => {})),
    says: /gradient tape/,
  },
  "a built-in layer replaced": {
    cell: () =>
      tf.serialization.registerClass(
        class extends tf.layers.Layer {
          static className = "Dense";
        },
      ),
    says: /the class “Dense”/,
  },
};

describe("what a cell changes for all is put back after it", () => {
  for (const [name, { cell, says }] of Object.entries(cells)) {
    test(name, async () => {
      await cell();
      expect(state.putBack([])).toMatch(says);
      expectBookEngine();
      expect(state.putBack([])).toBeNull();
    });
  }

  test("all of it at once", async () => {
    for (const { cell } of Object.values(cells)) await Promise.race([cell(), Promise.resolve()]);
    expect(state.putBack([])).toContain("all flags");
    expectBookEngine();
    expect(state.putBack([])).toBeNull();
  });

  test("and who changes nothing hears nothing", () => {
    const kept = tf.tidy(() => tf.add(tf.ones([2]), 1));
    expect(state.putBack([kept])).toBeNull();
    expect(kept.isDisposed).toBe(false);
    kept.dispose();
  });
});

describe("tensors of another backend", () => {
  test("stay usable, also from a backend that goes", async () => {
    tf.registerBackend("mine", () => tf.findBackend("cpu"));
    tf.copyRegisteredKernels("cpu", "mine");
    await tf.setBackend("cpu");
    const made = { list: [tf.tensor([1, 2, 3])], map: new Map([["b", tf.tensor2d([[1], [2]])]]) };
    state.putBack([made]);
    expect([...tf.tidy(() => tf.mul(made.list[0]!, 2).dataSync())]).toEqual([2, 4, 6]);
    tf.removeBackend("cpu");
    state.putBack([]);
    expect([...made.map.get("b")!.dataSync()]).toEqual([1, 2]);
    tf.dispose([...made.list, ...made.map.values()]);
  });

  test("and those that a scope was left open around are kept", () => {
    tf.engine().startScope();
    const kept = tf.ones([2]);
    state.putBack([kept]);
    expect([...kept.dataSync()]).toEqual([1, 1]);
    kept.dispose();
  });
});

describe("the cost of another backend", () => {
  test("is told at once, and only when it is another", async () => {
    await tf.setBackend("wasm");
    expect(told).toEqual([]);
    await tf.setBackend("cpu");
    expect(told).toEqual([expect.stringContaining("“cpu”, about as fast here as the book’s engine")]);
    await tf.setBackend("wasm");
    expect(told.length).toBe(1);
  });

  test("is no number for a backend that cannot multiply, and nothing for one that does not start", async () => {
    tf.registerBackend("mine", () => tf.findBackend("cpu"));
    await tf.setBackend("mine");
    expect(told).toEqual([expect.stringContaining("“mine”, which is slower")]);
    tf.registerBackend("broken", () => {
      throw new Error("no GPU");
    });
    expect(await tf.setBackend("broken")).toBe(false);
    expect(told.length).toBe(1);
    expect(state.putBack([])).toContain("the backend “wasm”");
    expectBookEngine();
  });

  test("is what the clock says", () => {
    const slow = (ms: number) => () => (clock.now += ms);
    expect(costOf("cpu", 1, slow(54.3))).toContain("about 54 times slower here than the book’s engine");
    expect(costOf("webgl", 10, slow(1))).toContain("about 10 times faster here");
    expect(costOf("webgl", null, slow(1))).toContain("which is slower for models of this size");
  });
});

/** Last, for nothing computes after it. */
test("what cannot be put back is said", () => {
  tf.removeBackend("wasm");
  expect(() => state.putBack([])).toThrow(EngineLost);
  expect(() => state.putBack([])).toThrow(
    /removed TensorFlow.js’s backend “wasm”, and with it the tensors of all cells/,
  );
});
