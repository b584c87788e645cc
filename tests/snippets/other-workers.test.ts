import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { threadHost } from "../../snippets/cli/threads.ts";
import { createAdamW } from "../../snippets/optimizer.ts";
import { namedParameters } from "../../snippets/parameters.ts";
import { pretrain } from "../../snippets/pretrain.ts";
import { otherWorkers, startOtherWorkers, useOtherWorkers } from "../../snippets/other-workers.ts";
import type { Crew } from "../../snippets/workers/crew.ts";
import { textShards } from "../../snippets/workers/shards.ts";
import { trainStep } from "../../snippets/train-step.ts";
import { fakeHost, type Lose, misbehaviour, obey, obeyBut } from "./workers/fake-host.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);
afterEach(() => useOtherWorkers(null));

const two = (): Crew => ({ learn: 2, read: 2 });

const rows = (step: number) => Array.from({ length: 5 }, (_, i) => [2 + ((step + i) % 4), 3, 4 + (i % 3), 5, 1]);

async function train(steps = 8) {
  const model = tinyGPT();
  const records = [];
  for await (const step of pretrain({ model, rows, steps })) records.push(step);
  const weights = [...namedParameters(model.params).values()].map((v) => Array.from(v.dataSync()));
  return { records, weights };
}

test("another worker gives the same bits as none", async () => {
  const alone = await train();
  const host = fakeHost(obey);
  useOtherWorkers(host);
  const before = otherWorkers().done;
  expect(await train()).toEqual(alone);
  expect(otherWorkers().done - before).toBe(8);
  expect(host.notes).toEqual([]);
});

describe("the same bits, and one note, when the other worker", () => {
  test.each(misbehaviour)("%s", async (_, note, misbehave) => {
    const alone = await train();
    const host = fakeHost(obeyBut(4, misbehave));
    useOtherWorkers(host);
    const before = otherWorkers().done;
    expect(await train()).toEqual(alone);
    expect(otherWorkers().done - before).toBe(3);
    expect(host.ended).toBe(1);
    expect(host.notes).toHaveLength(1);
    expect(host.notes[0]).toMatch(note);
    expect(host.notes[0]).toMatch(/goes on with one: slower, but with the same numbers/);
  });

  test("cannot be started", async () => {
    const alone = await train();
    const notes: string[] = [];
    const start = () => {
      throw new Error("no threads here");
    };
    useOtherWorkers({ start, crew: two, tell: (note) => void notes.push(note) });
    expect(await train()).toEqual(alone);
    expect(notes).toEqual([expect.stringMatching(/could not be started \(no threads here\)/)]);
  });
});

test("a worker that is not ready is not waited for", async () => {
  const start = () => ({ send: vi.fn(), end: vi.fn() });
  const tell = vi.fn();
  useOtherWorkers({ start, crew: two, tell });
  await train();
  expect(tell).not.toHaveBeenCalled();
});

test("what a former worker still says is not heard", async () => {
  let lose: Lose = () => {};
  useOtherWorkers({
    ...{ tell: vi.fn(), crew: two },
    start: (_, loseIt) => {
      lose = loseIt;
      return { send: vi.fn(), end: vi.fn() };
    },
  });
  await train(1);
  const host = fakeHost(obey);
  useOtherWorkers(host);
  lose("ended");
  await train(1);
  expect(host.notes).toEqual([]);
  expect(otherWorkers().ready).toBe(1);
});

test("a mistake in the data is the same error, and the worker stays", async () => {
  const host = fakeHost(obey);
  useOtherWorkers(host);
  const model = tinyGPT();
  const adam = createAdamW(model.params);
  const step = (texts: number[][]) => trainStep(adam, 1e-3, model, "crossEntropy", textShards(texts));
  await expect(
    step([
      [1, 2, 3],
      [1, 11, 3],
    ]),
  ).rejects.toThrow(/from 0 to 10, got 11/);
  await expect(
    step([
      [1, 11, 3],
      [1, 2, 3],
    ]),
  ).rejects.toThrow(/from 0 to 10, got 11/);
  await step([
    [1, 2, 3],
    [3, 2, 1],
  ]);
  expect(host.notes).toEqual([]);
  model.params.ln_f.weight.dispose();
});

test("a gradient that is not finite is the same error", async () => {
  useOtherWorkers(fakeHost(obey));
  const model = tinyGPT();
  const adam = createAdamW(model.params);
  tf.tidy(() => (model.params.ln_f.bias as tf.Variable).assign(tf.fill([8], NaN)));
  const step = trainStep(adam, 1e-3, model, "crossEntropy", textShards(rows(1)));
  await expect(step).rejects.toThrow(/no longer finite/);
});

test("a model that no message can hold is trained here, without a word", async () => {
  const alone = await train();
  const host = fakeHost(obey);
  useOtherWorkers(host);
  const model = Object.assign(tinyGPT(), { own: () => "a function" });
  for await (const _ of pretrain({ model, rows, steps: 8 }));
  const weights = [...namedParameters(model.params).values()].map((v) => Array.from(v.dataSync()));
  expect(weights).toEqual(alone.weights);
  expect(host.notes).toEqual([]);
});

describe("a thread of Node", () => {
  test("learns from half of every batch; nothing is left over 200 steps", async () => {
    const alone = await train(220);
    const notes: string[] = [];
    useOtherWorkers(threadHost({ tell: (note) => notes.push(note) }));
    expect(await startOtherWorkers()).toBe(1);
    const before = otherWorkers().done;
    const tensors = tf.memory().numTensors;
    const model = tinyGPT();
    const counts = new Set<number>();
    for await (const _ of pretrain({ model, rows, steps: 220 })) counts.add(tf.memory().numTensors);
    const weights = [...namedParameters(model.params).values()].map((v) => Array.from(v.dataSync()));
    expect(weights).toEqual(alone.weights);
    // On a busy machine one works alone for a while (workers/pace.ts).
    expect(otherWorkers().done - before).toBeGreaterThan(40);
    expect(counts.size).toBe(1);
    expect([...counts][0]! - tensors).toBe(weights.length);
    expect(notes).toEqual([]);
  });

  test("that is ended in the middle costs time, not bits", async () => {
    const alone = await train(30);
    const notes: string[] = [];
    const host = threadHost({ tell: (note) => notes.push(note) });
    let line: ReturnType<typeof host.start> | undefined;
    useOtherWorkers({ ...host, start: (hear, lose) => (line = host.start(hear, lose)) });
    expect(await startOtherWorkers()).toBe(1);
    const model = tinyGPT();
    for await (const { step } of pretrain({ model, rows, steps: 30 })) if (step === 10) line!.end();
    const weights = [...namedParameters(model.params).values()].map((v) => Array.from(v.dataSync()));
    expect(weights).toEqual(alone.weights);
    expect(notes).toEqual([expect.stringMatching(/Another worker ended/)]);
  });
});
