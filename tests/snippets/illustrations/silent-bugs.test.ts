import { beforeAll, describe, expect, test } from "vitest";
import { cloneGPT } from "../../../snippets/gpt.ts";
import { withScalarHead } from "../../../snippets/heads.ts";
import { type PpoOptions, type PpoStep, trainPpo } from "../../../snippets/ppo.ts";
import { createRng } from "../../../snippets/random.ts";
import { type SilentBug, silentBugs } from "../../../snippets/illustrations/silent-bugs.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

/** A judge who likes fives, and looks at the last token too. */
function options(): PpoOptions {
  const policy = tinyGPT();
  return {
    policy,
    refPolicy: cloneGPT(policy),
    valueModel: withScalarHead(policy, createRng(2)),
    scoreFn: (queryResponses) =>
      queryResponses.map(({ response }) => response.filter((t) => t === 5).length + response.at(-1)! / 10),
    queries: [[2], [3], [4, 4]],
    rng: createRng(1),
    iterations: 3,
    rolloutSize: 16,
    minibatchSize: 8,
    maxNewTokens: 5,
    learningRate: 1e-2,
    warmUp: 1,
  };
}

async function run(bug?: SilentBug): Promise<PpoStep[]> {
  const steps: PpoStep[] = [];
  const usual = options();
  for await (const step of trainPpo(bug ? bug.plant(usual) : usual)) steps.push(step);
  return steps;
}

const bugs: Record<string, SilentBug> = silentBugs;

test.each(Object.keys(bugs))("%s: training runs, and learns something else", async (name) => {
  const [right, wrong] = [await run(), await run(bugs[name])];
  expect(wrong).toHaveLength(right.length);
  const numbers = ({ pgLoss, vfLoss, kl, score }: PpoStep) => [pgLoss, vfLoss, kl, score];
  expect(wrong.map(numbers)).not.toEqual(right.map(numbers));
});

describe("what gives them away", () => {
  test("without a bug the first ratio is exactly 1", async () => {
    expect((await run())[0]!.firstRatio).toBe(1);
  });

  test.each(["log-probs off by one", "temperature mismatch"])("%s: it is not", async (name) => {
    expect(Math.abs((await run(bugs[name]))[0]!.firstRatio - 1)).toBeGreaterThan(1e-3);
  });

  test("reference not frozen: kl is exactly 0 for ever", async () => {
    expect((await run(bugs["reference not frozen"])).map(({ kl }) => kl)).toEqual([0, 0, 0]);
    expect((await run()).at(-1)!.kl).not.toBe(0);
  });

  test("padding not masked: every answer has the greatest length", async () => {
    expect((await run(bugs["padding not masked"])).map(({ length }) => length)).toEqual([5, 5, 5]);
  });

  test("the judge's score is flipped, and the KL price negative", async () => {
    const usual = options();
    const queryResponses = [{ query: [2], response: [5, 5, 1] }];
    expect(await silentBugs["flipped score"].plant(usual).scoreFn(queryResponses)).toEqual([-2.1]);
    const rewardsOf = async (planted: PpoOptions) => {
      let rewards: number[] = [];
      const { rolloutFn } = planted;
      const steps = trainPpo({
        ...planted,
        iterations: 2,
        rolloutFn: async (round) => {
          const episodes = await rolloutFn!(round);
          const { logprobs, refLogprobs, rewards: all } = episodes[0]!;
          rewards = all.slice(0, -1).map((reward, t) => reward / (logprobs[t]! - refLogprobs[t]!));
          return episodes;
        },
      });
      for await (const step of steps) void step;
      return rewards;
    };
    const paid = await rewardsOf(silentBugs["wrong KL sign"].plant({ ...usual, klCoef: 0.4 }));
    expect(paid.length).toBeGreaterThan(0);
    for (const each of paid) expect(each).toBeCloseTo(0.4, 4);
  });
});
