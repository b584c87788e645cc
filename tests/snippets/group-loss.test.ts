/** The losses of GRPO and its relatives against TRL's own: tests/oracle/make_groups_fixture.py. */
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { groupLoss } from "../../snippets/group-loss.ts";
import { type GroupSample, groupShards } from "../../snippets/grpo-update.ts";
import { grpoDefaults, type GrpoOptions } from "../../snippets/grpo.ts";
import type { GroupShard } from "../../snippets/losses.ts";
import { policyLoss } from "../../snippets/ppo-loss.ts";
import { spread } from "../../snippets/token-batch.ts";
import { startWasm } from "./wasm.ts";

beforeAll(startWasm);

const file = new URL("../fixtures/groups.json", import.meta.url);
const trl = JSON.parse(readFileSync(file, "utf8")) as Fixture;

interface Fixture extends Record<"logprobs" | "old" | "reference" | "advantages" | "lengths", number[]> {
  rows: number;
  width: number;
  maxNewTokens: number;
  cases: Record<string, { ours: Partial<GrpoOptions>; loss: number; gradient: number[] }>;
}

/** The part of a row that is answer. */
const rowOf = (values: readonly number[], row: number) => {
  const start = row * trl.width;
  return values.slice(start, start + trl.lengths[row]!);
};

const samples = trl.lengths.map((length, row): GroupSample => {
  return {
    query: [2],
    response: Array<number>(length).fill(3),
    score: 0,
    advantage: trl.advantages[row]!,
    entropy: [],
    logprobs: rowOf(trl.old, row),
    refLogprobs: rowOf(trl.reference, row),
  };
});

/** Without a clip, a leash or a change of the policy, whatever the method. */
const plain = { ...grpoDefaults, klCoef: 0, cliprangeHigh: 0.2, maxNewTokens: trl.maxNewTokens };

function shardsOf(settings: Partial<GrpoOptions>, of = samples): GroupShard[] {
  const { cliprange = 0.2 } = settings;
  return groupShards({ ...plain, cliprangeHigh: cliprange, ...settings }, of);
}

/** Its loss, and the gradient by the log-probability of each of the answers' tokens. */
function learn(shard: GroupShard, of: readonly GroupSample[], logprobs: readonly (readonly number[])[]) {
  return tf.tidy(() => {
    const x = tf.tensor1d(spread(of, logprobs));
    const loss = (at: tf.Tensor1D) => groupLoss(at, shard).loss;
    const { value, grad } = tf.valueAndGrad(loss as never)(x);
    const numbers = [...grad.dataSync()];
    return { loss: value.dataSync()[0]!, gradient: numbers.filter((_, i) => shard.mask[i] === 1) };
  });
}

function learnAll(settings: Partial<GrpoOptions>, logprobs = samples.map((_, row) => rowOf(trl.logprobs, row))) {
  const [first, second] = shardsOf(settings);
  const parts = [
    learn(first!, samples.slice(0, 2), logprobs.slice(0, 2)),
    learn(second!, samples.slice(2), logprobs.slice(2)),
  ];
  return { loss: parts[0]!.loss + parts[1]!.loss, gradient: parts.flatMap(({ gradient }) => gradient) };
}

test.each(Object.entries(trl.cases))("%s: loss and gradient are TRL's", (_, { ours, loss, gradient }) => {
  const found = learnAll(ours);
  expect(Math.abs(found.loss - loss)).toBeLessThan(1e-6);
  const theirs = samples.flatMap((_, row) => rowOf(gradient, row));
  expect(found.gradient).toHaveLength(theirs.length);
  theirs.forEach((value, i) => expect(Math.abs(found.gradient[i]! - value)).toBeLessThan(1e-6));
  expect(Math.max(...theirs.map(Math.abs))).toBeGreaterThan(1e-2);
});

describe("as long as the policy has not moved", () => {
  const atStart = samples.map(({ logprobs }) => logprobs);
  const tokens = trl.lengths.reduce((a, b) => a + b);

  test("the gradient is REINFORCE's with the group's mean as its baseline: -A / tokens", () => {
    const { gradient } = learnAll({}, atStart);
    const expected = samples.flatMap(({ advantage, response }) => response.map(() => -advantage / tokens));
    expected.forEach((value, i) => expect(gradient[i]).toBeCloseTo(value, 6));
  });

  test.each([
    [{ surrogate: "cispo" }],
    [{ ratio: "answer mean", average: "answers" }],
    [{ average: "constant" }],
  ] as const)("%o pushes in the same direction, token by token", (settings) => {
    const { gradient } = learnAll(settings, atStart);
    const signs = samples.flatMap(({ advantage, response }) => response.map(() => -Math.sign(advantage)));
    expect(gradient.map(Math.sign)).toEqual(signs);
  });

  test("PPO's loss is the policy gradient, too", () => {
    const [shard] = shardsOf({});
    const own = samples.slice(0, 2);
    const targets = { ...shard!, count: 8, cliprange: 0.2 };
    const { gradient } = tf.tidy(() => {
      const x = tf.tensor1d(
        spread(
          own,
          own.map(({ logprobs }) => logprobs),
        ),
      );
      const loss = (at: tf.Tensor1D) => policyLoss(at, targets).loss;
      return {
        gradient: [
          ...tf
            .grad(loss as never)(x)
            .dataSync(),
        ],
      };
    });
    gradient.forEach((value, i) => expect(value).toBeCloseTo(-shard!.advantages[i]! / 8, 6));
  });

  test("ratios are exactly 1, nothing is clipped, nothing has drifted", () => {
    for (const ratio of ["token", "answer", "answer mean"] as const) {
      const [shard] = shardsOf({ ratio });
      const own = samples.slice(0, 2);
      const found = tf.tidy(() => {
        const { ratio, clipped, drift } = groupLoss(tf.tensor1d(spread(own, atStart.slice(0, 2))), shard!);
        return [ratio, clipped, drift].map((x) => x.dataSync()[0]);
      });
      expect(found).toEqual([8, 0, 0]);
    }
  });
});

test("an answer whose ratio as a whole has left the range has no gradient, and counts as clipped", () => {
  const moved = samples.map(({ logprobs }) => logprobs.map((x) => x + 0.5));
  const [shard] = shardsOf({ ratio: "answer" });
  const own = samples.slice(0, 2);
  const { gradient } = learn(shard!, own, moved.slice(0, 2));
  // the first has a positive advantage and is likelier: enough; the second a negative one
  expect(gradient.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(Math.min(...gradient.slice(6))).toBeGreaterThan(0);
  const clipped = tf.tidy(() => groupLoss(tf.tensor1d(spread(own, moved.slice(0, 2))), shard!).clipped.dataSync()[0]);
  expect(clipped).toBe(8);
});
