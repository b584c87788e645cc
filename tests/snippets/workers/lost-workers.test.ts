/** A worker that is lost in the middle of a stage costs time, never bits. */
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Worker } from "node:worker_threads";
import { threadHost } from "../../../snippets/cli/threads.ts";
import { answerAll } from "../../../snippets/evaluate.ts";
import { answerTogether, rankingAccuracyTogether } from "../../../snippets/evaluate-together.ts";
import { withScalarHead } from "../../../snippets/heads.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { otherWorkers, startOtherWorkers, useOtherWorkers } from "../../../snippets/other-workers.ts";
import { createRng } from "../../../snippets/random.ts";
import { rankingAccuracy } from "../../../snippets/reward-model.ts";
import { gptConfig } from "../../../snippets/sizes.ts";
import { testRequests } from "../../../snippets/evaluate.ts";
import type { WorkerHost } from "../../../snippets/workers/pool.ts";
import { collect, comparisons, trainers, values } from "../tiny-trainers.ts";
import { startWasm, tinyGPT } from "../wasm.ts";
import { fakeHost, misbehaviour, obey, obeyBut } from "./fake-host.ts";

vi.mock("../../../snippets/workers/shard-count.ts", () => ({ SHARDS: 4 }));

beforeAll(startWasm);
afterEach(() => useOtherWorkers(null));

const trained = (name: string) => async () => {
  const trainer = trainers[name]!();
  const records = await collect(trainer.steps());
  return { records, weights: values(trainer.tree) };
};

const model = () => initGPT(gptConfig("S"), createRng(1));
const asked = () => testRequests(createRng(2), 130);
const judge = () => withScalarHead(tinyGPT(3), createRng(4));

/** What a stage gives, and which of its first orders another worker may be lost at. PPO's begin with the answers. */
const stages: [string, number[], () => Promise<unknown>][] = [
  ["SFT", [1, 5], trained("sft")],
  ["reward", [1, 5], trained("reward model")],
  ["rollout", [1, 4], trained("ppo")],
  ["update", [9, 16], trained("ppo")],
  ["evaluation: answers", [1, 3], () => answerTogether(model(), asked(), { rng: createRng(3) })],
  ["evaluation: rankings", [1, 2], () => rankingAccuracyTogether(judge(), comparisons)],
];

describe.each(stages)("%s", (_, orders, run) => {
  const troubles = orders.flatMap((nth) => misbehaviour.map(([what, note, manner]) => ({ what, nth, note, manner })));
  test.each(troubles)("when one of three $what at order $nth", async ({ nth, note, manner }) => {
    const alone = await run();
    const host = fakeHost(obeyBut(nth, manner), 4);
    useOtherWorkers(host);
    expect(await run()).toEqual(alone);
    expect(host.ended).toBe(1);
    expect(host.notes).toEqual([expect.stringMatching(note)]);
    expect(host.notes[0]).toMatch(/goes on with three: slower, but with the same numbers/);
    expect(otherWorkers().ready).toBe(2);
  });

  test("when all are lost, one after the other", async () => {
    const alone = await run();
    let count = 0;
    const host = fakeHost((order, hear, lose) => (++count % 2 === 0 ? lose("ended") : obey(order, hear, lose)), 4);
    useOtherWorkers(host);
    expect(await run()).toEqual(alone);
    expect(otherWorkers().ready).toBe(3 - host.notes.length);
    expect(host.notes.length).toBeGreaterThan(0);
  });
});

/** Ends the thread as soon as it has got so many orders. */
function endedAt(nth: number, notes: string[]): WorkerHost {
  const threads: Worker[] = [];
  const host = threadHost({ tell: (note) => notes.push(note), onStart: (thread) => threads.push(thread) });
  let orders = 0;
  return {
    ...host,
    start(hear, lose) {
      const handle = host.start(hear, lose);
      return {
        ...handle,
        send(order, transfer) {
          handle.send(order, transfer);
          if (++orders === nth) void threads[0]!.terminate();
        },
      };
    },
  };
}

test.each(stages)("a thread that is killed in the middle: %s", async (_, [nth], run) => {
  const alone = await run();
  const notes: string[] = [];
  useOtherWorkers(endedAt(nth!, notes));
  expect(await startOtherWorkers()).toBe(1);
  expect(await run()).toEqual(alone);
  expect(notes).toEqual([expect.stringMatching(/Another worker ended.*goes on with one/)]);
});

test("without any other, the evaluation is that of evaluate.ts and reward-model.ts", async () => {
  const rng = createRng(3);
  expect(await answerTogether(model(), asked(), { rng })).toEqual(answerAll(model(), asked(), { rng }));
  expect(await rankingAccuracyTogether(judge(), comparisons)).toBe(rankingAccuracy(judge(), comparisons));
});
