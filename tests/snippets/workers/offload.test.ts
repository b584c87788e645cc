/** What a second worker does beside training: half of the answers, and reading them. */
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { threadHost } from "../../../snippets/cli/second-worker.ts";
import { generateTogether } from "../../../snippets/workers/generate-together.ts";
import { generate } from "../../../snippets/generate.ts";
import { cloneGPT } from "../../../snippets/gpt.ts";
import { trainGrpo } from "../../../snippets/grpo.ts";
import { scoreResponses, withScalarHead } from "../../../snippets/heads.ts";
import { offload } from "../../../snippets/workers/offload.ts";
import { ppoDefaults } from "../../../snippets/ppo.ts";
import { createRng } from "../../../snippets/random.ts";
import { responseLogprobs, rollout, type ScoreFn } from "../../../snippets/rollout.ts";
import { secondWorkerState, startSecondWorker, useSecondWorker } from "../../../snippets/second-worker.ts";
import { tokenBatch } from "../../../snippets/token-batch.ts";
import { fakeHost, misbehaviour, obey, obeyBut } from "./fake-host.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);
afterEach(() => useSecondWorker(null));

const queries = [[2], [3, 4, 5], [6, 7], [2, 2, 2, 2], [9], [4, 8], [3]];

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

describe("texts that are written by two", () => {
  const manners = [{}, { topK: 2, temperature: 3 }, { stopTokens: [1, 4] }, { stopTokens: [] }];
  const cases = manners.flatMap((manner) => [0, 1, 2, 7].map((count) => ({ count, manner })));

  test.each(cases)("are those of one: $count, $manner", async ({ count, manner }) => {
    const prompts = queries.slice(0, count);
    const options = { ...manner, rng: createRng(8), maxNewTokens: 6 };
    const alone = generate(tinyGPT(), prompts, options);
    expect(await generateTogether(tinyGPT(), prompts, options)).toEqual(alone);
    const host = fakeHost(obey);
    useSecondWorker(host);
    const before = secondWorkerState().done;
    expect(await generateTogether(tinyGPT(), prompts, options)).toEqual(alone);
    expect(secondWorkerState().done - before).toBe(count > 1 ? 1 : 0);
    expect(host.notes).toEqual([]);
  });

  test("a prompt that is too long is the same error in either half, and the worker stays", async () => {
    const host = fakeHost(obey);
    useSecondWorker(host);
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
    expect(secondWorkerState().isReady).toBe(true);
  });
});

describe("the episodes of a round are the same", () => {
  test("with a second worker, which does three things for it", async () => {
    const alone = await round();
    expect(alone.map(({ refLogprobs }) => refLogprobs)).toEqual(responseLogprobs(tinyGPT(2), alone));
    const host = fakeHost(obey);
    useSecondWorker(host);
    const before = secondWorkerState().done;
    expect(await round()).toEqual(alone);
    expect(secondWorkerState().done - before).toBe(3);
    expect(host.notes).toEqual([]);
  });

  const troubles = [1, 2, 3].flatMap((nth) =>
    misbehaviour.map(([what, note, manner]) => ({ what, nth, note, manner })),
  );
  test.each(troubles)("when it $what at order $nth, and it is said once", async ({ nth, note, manner }) => {
    const alone = await round();
    const host = fakeHost(obeyBut(nth, manner));
    useSecondWorker(host);
    expect(await round()).toEqual(alone);
    expect(host.ended).toBe(1);
    expect(host.notes).toEqual([expect.stringMatching(note)]);
  });

  test("with a policy that no message can hold, without a word", async () => {
    const host = fakeHost(obey);
    useSecondWorker(host);
    const policy = Object.assign(tinyGPT(), { own: () => "a function" });
    const options = { rng: createRng(8), maxNewTokens: 6 };
    const texts = await generateTogether(policy, queries, options);
    expect(texts).toEqual(generate(tinyGPT(), queries, options));
    expect(host.notes).toEqual([]);
  });

  test("with a thread of Node, round after round", async () => {
    const alone = await round();
    const notes: string[] = [];
    useSecondWorker(threadHost((note) => notes.push(note)));
    expect(await startSecondWorker()).toBe(true);
    const before = secondWorkerState().done;
    expect(await round()).toEqual(alone);
    expect(await round()).toEqual(alone);
    expect(secondWorkerState().done - before).toBe(6);
    expect(notes).toEqual([]);
  });
});

test("a judge that fails leaves the second worker in order", async () => {
  const host = fakeHost(obey);
  useSecondWorker(host);
  const scoreFn = () => Promise.reject(new Error("no opinion"));
  await expect(round({ scoreFn })).rejects.toThrow("no opinion");
  await round();
  expect(host.notes).toEqual([]);
});

test("what is asked for is what the model was at that moment", async () => {
  useSecondWorker(fakeHost(obey));
  const gpt = tinyGPT();
  const batch = tokenBatch([[1, 2, 3]]);
  const asked = offload("logprobs", gpt, batch);
  const [before] = responseLogprobs(gpt, [{ query: [1], response: [2, 3] }]);
  const tensors = tf.memory().numTensors;
  tf.tidy(() => (gpt.params.ln_f.bias as tf.Variable).assign(tf.ones([8])));
  expect([...(await asked())]).toEqual(before);
  expect(tf.memory().numTensors).toBe(tensors);
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
  useSecondWorker(host);
  const before = secondWorkerState().done;
  expect(await train()).toEqual(alone);
  // a round: half of the texts, the reference's reading, six halves of updates
  expect(secondWorkerState().done - before).toBe(3 * (1 + 1 + 6));
  expect(host.notes).toEqual([]);
});
