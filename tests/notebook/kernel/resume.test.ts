import { beforeEach, describe, expect, test } from "vitest";
import { nodeRegistry } from "../../../src/freeze/node-registry.ts";
import { hostClock } from "../../../src/notebook/base/clock.ts";
import type { SavedTraining, Trainings } from "../../../src/notebook/cell-api/trainings.ts";
import { Kernel } from "../../../src/notebook/kernel/kernel.ts";
import type { KernelEvent } from "../../../src/notebook/kernel/protocol.ts";
import { differences } from "../../../src/notebook/output/compare-outputs.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { textOf } from "../fake-notebook.ts";

/** A page with a training of the book's own core, left in the middle. */
const train = `import { initGPT } from "mini-rlhf/init-gpt";
import { pretrain } from "mini-rlhf/pretrain";
import { createRng } from "mini-rlhf/random";
const config = { vocabSize: 8, blockSize: 6, width: 8, layers: 1, heads: 2 };
const model = initGPT(config, createRng(seed));
const rows = (step) => {
  globalThis.stepsTaken.push(step);
  return [[1, 2, 3, (step % 4) + 2, 1]];
};
for await (const step of pretrain({ model, rows, steps: 40, resume })) await progress(step);
model.params.wte.weight.dataSync().join()`;

let stored = new Map<string, SavedTraining>();
const shelf: Trainings = {
  get: async (cell) => structuredClone(stored.get(cell)),
  put: async (training) => void stored.set(training.cell, structuredClone(training)),
  delete: async (cell) => void stored.delete(cell),
};

/** One visit: a new worker, whose clock is fast. */
class Visit {
  readonly events: KernelEvent[] = [];
  readonly outputs: Output[] = [];
  readonly #kernel: Kernel;

  constructor(trainings: Trainings | null, heard: (event: KernelEvent) => void = () => {}) {
    let now = 0;
    this.#kernel = new Kernel({
      registry: nodeRegistry,
      readFile: () => Promise.reject(new Error("no files")),
      emit: (event) => {
        this.events.push(event);
        heard(event);
        if (event.type !== "outputs" || event.cell !== "train") return;
        for (const { index, output } of event.patches) this.outputs[index] = output;
      },
      clock: { now: () => (now += 300), after: (...args) => hostClock.after(...args) },
      ...(trainings && { trainings }),
    });
  }

  async run({ seed = 1, goesOn = false, source = train } = {}): Promise<Output[]> {
    const cells = { seed: `const seed = ${seed};`, train: source };
    (globalThis as { stepsTaken?: number[] }).stepsTaken = [];
    const list = Object.entries(cells).map(([id, text]) => ({ id, source: text }));
    await this.#kernel.run(["train"], list, false, goesOn);
    await new Promise((resolve) => setTimeout(resolve));
    return this.outputs;
  }
}

const stepsTaken = () => (globalThis as { stepsTaken?: number[] }).stepsTaken!;

/** What is kept when the page is left at the first saving after the tenth step. */
async function leave(): Promise<number> {
  let left: { step: number; trainings: typeof stored } | null = null;
  const visit = new Visit(shelf, (event) => {
    if (event.type === "saved" && event.step > 10) left ??= { step: event.step, trainings: new Map(stored) };
  });
  await visit.run();
  expect(stored.size, "what is over is kept no longer").toBe(0);
  stored = left!.trainings;
  return left!.step;
}

beforeEach(() => stored.clear());

describe("a training that was left", () => {
  test("goes on after its last saved step, and ends with the bits and the curve of one that was not", async () => {
    const whole = await new Visit(null).run();
    expect(stepsTaken()).toHaveLength(40);
    const step = await leave();
    const rest = await new Visit(shelf).run({ goesOn: true });
    expect(stepsTaken()).toEqual(Array.from({ length: 40 - step }, (_, i) => step + 1 + i));
    expect(differences(rest, whole)).toEqual([]);
    expect(textOf(rest)).toBe(textOf(whole));
    expect(stored.size).toBe(0);
  });

  test("begins anew where the reader only runs it", async () => {
    await leave();
    await new Visit(shelf).run();
    expect(stepsTaken()).toHaveLength(40);
  });

  test.each([
    ["a cell above has changed", { seed: 2 }],
    ["its own code has", { source: train.replace("40", "42") }],
  ])("begins anew, and says so, when %s", async (_, change) => {
    await leave();
    const outputs = await new Visit(shelf).run({ goesOn: true, ...change });
    expect(stepsTaken()[0]).toBe(1);
    expect(textOf(outputs)).toContain("belongs to other code, here or in a cell above, so it begins anew");
  });
});

test("a training that failed is not kept, and none is saved after its last step", async () => {
  const source = train.replace("await progress(step)", '{ await progress(step); if (step.step === 30) throw "no"; }');
  await new Visit(shelf).run({ source });
  expect(stored.size).toBe(0);
  const saved: number[] = [];
  await new Visit(shelf, (event) => void (event.type === "saved" && saved.push(event.step))).run();
  expect(saved.length).toBeGreaterThan(1);
  expect(Math.max(...saved)).toBeLessThan(40);
});

test("a storage that fails costs nothing but the way back", async () => {
  const no = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  const visit = new Visit({ get: no, put: no, delete: no });
  expect(textOf(await visit.run())).toBe(textOf(await new Visit(null).run()));
  expect(visit.events.filter(({ type }) => type === "saved")).toEqual([]);
});
