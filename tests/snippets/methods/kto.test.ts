import { beforeAll, describe, expect, test } from "vitest";
import { cloneGPT, type GPT } from "../../../snippets/gpt.ts";
import { judgedAnswers, trainKto } from "../../../snippets/methods/kto.ts";
import { createRng } from "../../../snippets/random.ts";
import { responseLogprobs } from "../../../snippets/rollout.ts";
import { collect, comparisons, values } from "../tiny-trainers.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

const likes = (gpt: GPT, token: number) => responseLogprobs(gpt, [{ query: [2], response: [token, 1] }])[0]![0]!;

function setUp() {
  const refPolicy = tinyGPT();
  const answers = judgedAnswers(comparisons);
  return { policy: cloneGPT(refPolicy), refPolicy, answers, batchSize: 8, learningRate: 1e-2, rng: createRng(1) };
}

describe("KTO", () => {
  test("raises good answers and lowers the others; the reference stays", async () => {
    const options = setUp();
    const { policy, refPolicy } = options;
    const before = values(refPolicy.params);
    const steps = await collect(trainKto({ ...options, epochs: 20 }));
    // nothing has drifted yet: 1 - sigmoid(0) for every answer
    expect(steps[0]).toMatchObject({ baseline: 0, loss: 0.5, accuracy: 0 });
    expect(steps.at(-1)!.loss).toBeLessThan(0.4);
    expect(steps.at(-1)!.accuracy).toBe(1);
    expect(likes(policy, 5)).toBeGreaterThan(likes(refPolicy, 5));
    expect(likes(policy, 7)).toBeLessThan(likes(refPolicy, 7));
    expect(values(refPolicy.params)).toEqual(before);
  });

  test("learns from answers that are all good, or all bad", async () => {
    for (const good of [true, false]) {
      const options = setUp();
      const answers = options.answers.filter((answer) => answer.good === good);
      await collect(trainKto({ ...options, answers, epochs: 5 }));
      const change = likes(options.policy, good ? 5 : 7) - likes(options.refPolicy, good ? 5 : 7);
      expect(Math.sign(change)).toBe(good ? 1 : -1);
    }
  });

  test("a heavier weight is listened to more", async () => {
    const lowered = async (otherWeight: number) => {
      const options = setUp();
      await collect(trainKto({ ...options, otherWeight, goodWeight: 1, epochs: 5, learningRate: 2e-3 }));
      return likes(options.refPolicy, 7) - likes(options.policy, 7);
    };
    expect(await lowered(4)).toBeGreaterThan(await lowered(0.1));
  });

  test("the baseline is the drift of answers to other queries, 0 at least", async () => {
    const options = setUp();
    // the policy has drifted: it says 5 everywhere
    for await (const step of trainKto({ ...options, epochs: 10 })) void step;
    const { policy, refPolicy } = options;
    const answers = [
      { query: [2], response: [5, 1], good: true },
      { query: [3], response: [7, 1], good: false },
    ];
    const [first] = await collect(trainKto({ ...options, policy: cloneGPT(policy), answers, batchSize: 2, steps: 1 }));
    const mixed = [
      { query: [2], response: [7, 1] },
      { query: [3], response: [5, 1] },
    ];
    const sums = (gpt: GPT) => responseLogprobs(gpt, mixed).flat();
    const drift = sums(policy).reduce((sum, x, i) => sum + x - sums(refPolicy)[i]!, 0) / 2;
    expect(first!.baseline).toBeCloseTo(Math.max(0, drift), 4);
  });
});

test("of a ranking the best answer is good, and the worst is not", () => {
  const ranked = [
    [5, 1],
    [6, 1],
    [7, 1],
  ];
  expect(judgedAnswers([{ query: [2], ranked }])).toEqual([
    { query: [2], response: [5, 1], good: true },
    { query: [2], response: [7, 1], good: false },
  ]);
});

test.each([
  [{ answers: [] }, /got no answer/],
  [{ answers: [{ query: [2], response: [], good: true }] }, /Answer 1 of 1 has an empty response/],
  [{ batchSize: 1 }, /a batch has two at least; got batchSize 1 of 32 answers/],
  [{ goodWeight: 0 }, /goodWeight is a number above 0, got 0/],
])("refuses %o", async (wrong, message) => {
  await expect(collect(trainKto({ ...setUp(), ...wrong }))).rejects.toThrow(message);
});
