/** What holds for every trainer: what it reports, what it refuses, who works. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { cloneGPT } from "../../snippets/gpt.ts";
import { createAdamW } from "../../snippets/optimizer.ts";
import { trainPpo } from "../../snippets/ppo.ts";
import { withScalarHead } from "../../snippets/heads.ts";
import { createRng } from "../../snippets/random.ts";
import { trainSft } from "../../snippets/sft.ts";
import { otherWorkers, useOtherWorkers } from "../../snippets/other-workers.ts";
import { collect, echoes, policyTrainers, ppoOptions, trainers, values } from "./tiny-trainers.ts";
import { fakeHost, obey } from "./workers/fake-host.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);
afterEach(() => useOtherWorkers(null));

describe.each(Object.entries(trainers))("%s", (name, create) => {
  test("every record says how far it is, and what the step did", async () => {
    const records = await collect(create().steps());
    records.forEach((record, i) => {
      expect(record.step).toBe(i + 1);
      expect(record.steps).toBe(records.length);
      for (const field of ["loss", "learningRate", "gradNorm"] as const) {
        expect(Number.isFinite(record[field]), field).toBe(true);
      }
    });
    expect(records[0]!.learningRate).toBeGreaterThan(0);
  });

  test.each([2, 3, 4])("with %i workers it learns the same as with one", async (workers) => {
    const alone = create();
    const records = await collect(alone.steps());
    const host = fakeHost(obey, workers);
    useOtherWorkers(host);
    const before = otherWorkers().done;
    const together = create();
    expect(await collect(together.steps())).toEqual(records);
    expect(values(together.tree)).toEqual(values(alone.tree));
    expect(otherWorkers().done - before).toBeGreaterThan(records.length - 1);
    expect(host.notes).toEqual([]);
  });

  test.each([
    [{ learnigRate: 1 }, /no setting "learnigRate"\. Known are .*learningRate/],
    [{ learningRate: "0.1" }, /learningRate is a number such as .*, got "0.1"/],
    [{ learningRate: NaN }, /learningRate is a number such as .*, got NaN/],
    [{ learningRate: -1 }, /learningRate is a number above 0, got -1/],
    [{ learningRate: 0 }, /learningRate is a number above 0, got 0/],
  ])("refuses %o", async (wrong, message) => {
    await expect(collect(create().steps(undefined, wrong))).rejects.toThrow(message);
  });

  test("an optimizer that another trainer has used is refused, in words", async () => {
    const other = name.startsWith("sft") ? trainers.pretrain!() : trainers.sft!();
    await collect(other.steps());
    const [used] = Object.values(other.optimizers);
    await expect(collect(create().steps(undefined, { optimizer: used }))).rejects.toThrow(
      /has made \d+ updates of .* already\. .*createAdamW/,
    );
  });

  test("an optimizer of another model is refused, in words", async () => {
    const optimizer = createAdamW(tinyGPT(7).params);
    await expect(collect(create().steps(undefined, { optimizer }))).rejects.toThrow(
      /changes \d+ parameters that this model does not have, such as wte\.weight: .* createAdamW/,
    );
  });

  test("an optimizer that has done it all is refused, in words", async () => {
    const trainer = create();
    await collect(trainer.steps());
    await expect(collect(trainer.steps())).rejects.toThrow(/all \d+ steps of .* are done/);
  });
});

describe.each(policyTrainers)("%s", (name) => {
  const create = trainers[name]!;

  test("reports the round as all of them do", async () => {
    const records = (await collect(create().steps())) as unknown as Record<string, number>[];
    const fields = ["score", "kl", "entropy", "clipfrac", "approxKl", "firstRatio", "length", "ended", "idle"];
    for (const record of records) {
      for (const field of fields) expect(Number.isFinite(record[field]), field).toBe(true);
      expect(record.firstRatio).toBe(1);
    }
    expect(records[0]!.kl).toBe(0);
    expect(records.at(-1)!.kl).not.toBe(0);
  });

  test.each([
    ["too few", (n: number) => Array<number>(n - 1).fill(1), /one finite number per response: expected \d+, got \d+\./],
    ["NaN", (n: number) => Array<number>(n).fill(NaN), /one finite number per response: .* with NaN among them/],
    ["infinite", (n: number) => Array<number>(n).fill(-Infinity), /with -Infinity among them/],
    ["missing", () => undefined, /one finite number per response: expected \d+, got none/],
    ["a word", () => "good", /one finite number per response/],
  ])("refuses scores that are %s", async (_, scores, message) => {
    const scoreFn = (answers: unknown[]) => scores(answers.length);
    await expect(collect(create().steps(undefined, { scoreFn }))).rejects.toThrow(message);
  });

  test("says when all scores are the same, and counts it", async () => {
    const more = { scoreFn: (answers: unknown[]) => answers.map(() => 1), noEndScore: 1, overlongBuffer: undefined };
    if (name === "DAPO") Object.assign(more, { overlongBuffer: 0 });
    if (name === "ppo" || name === "RLOO") delete more.overlongBuffer;
    const records = await collect(create().steps(undefined, name === "RLOO" ? { ...more, klCoef: 0 } : more));
    for (const record of records)
      expect(record).toMatchObject({ idle: 1, note: expect.stringMatching(/same|nothing/) });
  });

  test.each([
    [{ queries: [] }, /Queries are prompts to answer, .* got none/],
    [{ queries: [[2], []] }, /Queries are prompts to answer, .* an empty one/],
    [{ epochs: 0 }, /epochs is a whole number from 1 upwards, got 0/],
    [{ minibatchSize: 100 }, /got 8 answers below minibatchSize 100/],
    [{ klCoef: -1 }, /klCoef is a number from 0 upwards, got -1/],
  ])("refuses %o", async (wrong, message) => {
    await expect(collect(create().steps(undefined, wrong))).rejects.toThrow(message);
  });
});

test.each([
  [{ groupSize: 1, groups: 8 }, /groupSize is a whole number from 2 upwards, got 1/],
  [{ advantage: "best" }, /advantage is "standardised" or "centred" or "leave one out", got "best"/],
  [{ ratio: 3 }, /ratio is a string such as token, got 3/],
  [{ refPolicy: undefined }, /klCoef 0.15 is the price of leaving a reference: give refPolicy/],
])("GRPO refuses %o", async (wrong, message) => {
  await expect(collect(trainers["plain grpo"]!().steps(undefined, wrong))).rejects.toThrow(message);
});

test("GRPO without a price of drift needs no reference, and knows no kl", async () => {
  const records = await collect(trainers["plain grpo"]!().steps(undefined, { refPolicy: undefined, klCoef: 0 }));
  for (const record of records) expect(record).toMatchObject({ kl: NaN, entropy: expect.any(Number) });
});

test("PPO's two optimizers have to have made as many updates", async () => {
  const { steps, optimizers } = trainers.ppo!();
  optimizers.valueOptimizer!.updates = 4;
  await expect(collect(steps())).rejects.toThrow(/have made 0 and 4 updates, .*createAdamW/);
});

test("updates that are no whole number of rounds are another training's", async () => {
  const { steps, optimizers } = trainers["plain grpo"]!();
  optimizers.optimizer!.updates = 3;
  await expect(collect(steps())).rejects.toThrow(/have made 3 updates, but a step of GRPO makes 4/);
});

test.each([
  [[{ query: [3], response: [] }], /Demonstration 1 of 1 has an empty response/],
  [[...echoes, { query: [], response: [4, 1] }], /Demonstration 13 of 13 has an empty query/],
  [[], /got no demonstration/],
])("demonstrations with nothing in them are refused", async (demonstrations, message) => {
  await expect(collect(trainers.sft!().steps(undefined, { demonstrations }))).rejects.toThrow(message);
});

test.each(["reward model", "dpo"])("%s: answers with nothing in them are refused", async (name) => {
  const comparisons = [{ query: [2], ranked: [[5, 1], []] }];
  await expect(collect(trainers[name]!().steps(undefined, { comparisons }))).rejects.toThrow(
    /Answer 2 of 2 has an empty response/,
  );
});

test("a second training with an optimizer of one's own goes on, or is refused: never less", async () => {
  const model = tinyGPT();
  const optimizer = createAdamW(model.params);
  const own = { model, optimizer, demonstrations: echoes, batchSize: 4, rng: createRng(1) };
  const first = await collect(trainSft({ ...own, steps: 3 }));
  const more = await collect(trainSft({ ...own, steps: 5 }));
  expect([...first, ...more].map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  const policy = cloneGPT(model);
  const value = withScalarHead(policy, createRng(2));
  await expect(collect(trainPpo({ ...ppoOptions(policy, value), optimizer }))).rejects.toThrow(
    /has made 5 updates of SFT already/,
  );
});
