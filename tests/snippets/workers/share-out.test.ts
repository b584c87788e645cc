/** What other workers do beside training: they write answers, and read them. */
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { threadHost } from "../../../snippets/cli/threads.ts";
import { generateTogether } from "../../../snippets/workers/generate-together.ts";
import { generate } from "../../../snippets/generate.ts";
import { cloneGPT, type GPT } from "../../../snippets/gpt.ts";
import { trainGrpo } from "../../../snippets/grpo.ts";
import { scoreResponses, type ScalarModel, withScalarHead } from "../../../snippets/heads.ts";
import { readScores, readTogether } from "../../../snippets/workers/read-together.ts";
import { ppoDefaults } from "../../../snippets/ppo.ts";
import { createRng } from "../../../snippets/random.ts";
import { responseLogprobs, rollout, type ScoreFn } from "../../../snippets/rollout.ts";
import { otherWorkers, startOtherWorkers, useOtherWorkers } from "../../../snippets/other-workers.ts";
import { tokenBatch } from "../../../snippets/token-batch.ts";
import { fakeHost, misbehaviour, obey, obeyBut } from "./fake-host.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);
afterEach(() => useOtherWorkers(null));

const queries = [[2], [3, 4, 5], [6, 7], [2, 2, 2, 2], [9], [4, 8], [3]];

const answers = queries.map((query, i) => ({ query, response: [2 + (i % 5), ...(i % 2 ? [3, 4, 1] : [1])] }));

/** A round of PPO on models that differ from each other. */
function round(options: { scoreFn?: ScoreFn } = {}) {
  const judge = withScalarHead(tinyGPT(3), createRng(4));
  return rollout({
    ...ppoDefaults,
    policy: tinyGPT(1),
    refPolicy: tinyGPT(2),
    valueModel: withScalarHead(tinyGPT(2), createRng(5)),
    scoreFn: (queryResponses) => scoreResponses(judge, queryResponses),
    queries,
    rng: createRng(6),
    maxNewTokens: 6,
    ...options,
  });
}

describe("texts that are written by two, three, four", () => {
  const manners = [{}, { topK: 2, temperature: 3 }, { stopTokens: [1, 4] }, { stopTokens: [] }];
  const cases = manners.flatMap((manner) => [0, 1, 2, 7].map((count, i) => ({ count, manner, workers: 2 + (i % 3) })));

  test.each(cases)("are those of one: $count by $workers, $manner", async ({ count, manner, workers }) => {
    const prompts = queries.slice(0, count);
    const options = { ...manner, rng: createRng(8), maxNewTokens: 6 };
    const alone = generate(tinyGPT(), prompts, options);
    expect(await generateTogether(tinyGPT(), prompts, options)).toEqual(alone);
    const host = fakeHost(obey, workers);
    useOtherWorkers(host);
    const before = otherWorkers().done;
    expect(await generateTogether(tinyGPT(), prompts, options)).toEqual(alone);
    expect(otherWorkers().done - before).toBeGreaterThan(count > 1 ? 0 : -1);
    expect(host.notes).toEqual([]);
  });

  test("a prompt that is too long is the same error in either half, and the worker stays", async () => {
    const host = fakeHost(obey);
    useOtherWorkers(host);
    const long = Array<number>(8).fill(2);
    const options = { rng: createRng(1), maxNewTokens: 6 };
    for (const prompts of [
      [[2], long],
      [long, [2]],
    ]) {
      const texts = generateTogether(tinyGPT(), prompts, options);
      await expect(texts).rejects.toThrow(/prompt of 8 leaves no room for 6/);
    }
    expect(host.notes).toEqual([]);
    expect(otherWorkers().ready).toBe(1);
  });
});

describe("the episodes of a round are the same", () => {
  test.each([2, 3, 4])("with %i workers, which write and read in parts", async (workers) => {
    const alone = await round();
    expect(alone.map(({ refLogprobs }) => refLogprobs)).toEqual(responseLogprobs(tinyGPT(2), alone));
    const host = fakeHost(obey, workers);
    useOtherWorkers(host);
    const before = otherWorkers().done;
    expect(await round()).toEqual(alone);
    expect(otherWorkers().done - before).toBeGreaterThan(2);
    expect(host.notes).toEqual([]);
  });

  const troubles = [1, 2, 3].flatMap((nth) =>
    misbehaviour.map(([what, note, manner]) => ({ what, nth, note, manner })),
  );
  test.each(troubles)("when it $what at order $nth, and it is said once", async ({ nth, note, manner }) => {
    const alone = await round();
    const host = fakeHost(obeyBut(nth, manner));
    useOtherWorkers(host);
    expect(await round()).toEqual(alone);
    expect(host.ended).toBe(1);
    expect(host.notes).toEqual([expect.stringMatching(note)]);
  });

  test("with a policy that no message can hold, without a word", async () => {
    const host = fakeHost(obey);
    useOtherWorkers(host);
    const policy = Object.assign(tinyGPT(), { own: () => "a function" });
    const options = { rng: createRng(8), maxNewTokens: 6 };
    const texts = await generateTogether(policy, queries, options);
    expect(texts).toEqual(generate(tinyGPT(), queries, options));
    expect(host.notes).toEqual([]);
  });

  test("with a thread of Node, round after round", async () => {
    const alone = await round();
    const notes: string[] = [];
    useOtherWorkers(threadHost({ tell: (note) => notes.push(note) }));
    expect(await startOtherWorkers()).toBe(1);
    const before = otherWorkers().done;
    expect(await round()).toEqual(alone);
    expect(await round()).toEqual(alone);
    expect(otherWorkers().done - before).toBeGreaterThan(5);
    expect(notes).toEqual([]);
  });
});

test("a judge that fails leaves the other workers in order", async () => {
  const host = fakeHost(obey);
  useOtherWorkers(host);
  const scoreFn = () => Promise.reject(new Error("no opinion"));
  await expect(round({ scoreFn })).rejects.toThrow("no opinion");
  await round();
  expect(host.notes).toEqual([]);
});

describe("a batch read in parts has the bits of the whole", () => {
  const batch = tokenBatch([[1, 2, 3, 4, 5, 6, 7], [3, 4], [5], [8, 9, 10], [2, 2, 2, 2], [1], [7, 3]]);
  let gpt: GPT;
  let model: ScalarModel;
  beforeAll(() => {
    gpt = tinyGPT();
    model = withScalarHead(gpt, createRng(4));
  });
  const readings = {
    logprobs: (parts: number) => readTogether("logprobs", gpt, batch, parts)(),
    logprobsAndEntropy: (parts: number) => readTogether("logprobsAndEntropy", gpt, batch, parts)(),
    values: (parts: number) => readTogether("values", model, batch, parts)(),
  };
  test.each(Object.entries(readings))("%s", async (_, read) => {
    const whole = await read(1);
    expect(whole.length).toBeGreaterThan(batch.B);
    useOtherWorkers(fakeHost(obey, 4));
    const tensors = tf.memory().numTensors;
    for (let parts = 1; parts <= batch.B; parts++) expect(await read(parts), `${parts} parts`).toEqual(whole);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("scores, in batches of their own width", async () => {
    const alone = scoreResponses(model, answers, 3);
    expect(alone).toHaveLength(7);
    for (const workers of [1, 2, 3, 4]) {
      useOtherWorkers(fakeHost(obey, workers));
      expect(await readScores(model, answers, 3)).toEqual(alone);
    }
    expect(await readScores(model, [])).toEqual([]);
  });
});

test("64 answers written in 1 to 64 parts are the same", async () => {
  const prompts = Array.from({ length: 64 }, (_, i) => queries[i % queries.length]!);
  const gpt = tinyGPT();
  const rng = createRng(3);
  const alone = generate(gpt, prompts, { rng, maxNewTokens: 6 });
  useOtherWorkers(fakeHost(obey, 3));
  for (const parts of [1, 2, 3, 4, 5, 7, 8, 16, 31, 64]) {
    const texts = await generateTogether(gpt, prompts, { rng, maxNewTokens: 6 }, parts);
    expect(texts, `${parts} parts`).toEqual(alone);
  }
});

test("GRPO learns the same", async () => {
  const train = async () => {
    const policy = tinyGPT(1);
    const refPolicy = cloneGPT(policy);
    const scoreFn: ScoreFn = (queryResponses) => queryResponses.map(({ response }) => response.length);
    const sizes = { iterations: 3, groups: 3, groupSize: 3, minibatchSize: 3, maxNewTokens: 6 };
    const steps = [];
    const rng = createRng(2);
    for await (const step of trainGrpo({ policy, refPolicy, scoreFn, queries, rng, ...sizes })) {
      steps.push(step);
    }
    return { steps, last: Array.from(policy.params.wte.weight.dataSync()) };
  };
  const alone = await train();
  const host = fakeHost(obey);
  useOtherWorkers(host);
  const before = otherWorkers().done;
  expect(await train()).toEqual(alone);
  // a round has six updates, of which it has half, and it writes and reads beside
  expect(otherWorkers().done - before).toBeGreaterThan(3 * 6);
  expect(host.notes).toEqual([]);
});
