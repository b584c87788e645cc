import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { logits } from "../../../snippets/gpt.ts";
import { scalarParameters, withScalarHead } from "../../../snippets/heads.ts";
import type { LossName } from "../../../snippets/losses.ts";
import { namedParameters } from "../../../snippets/parameters.ts";
import { preferenceDefaults } from "../../../snippets/preference-losses.ts";
import { createRng } from "../../../snippets/random.ts";
import { countNumbers, gradientOfAll, shardGradient } from "../../../snippets/workers/shard-gradient.ts";
import { doTask, writeTask } from "../../../snippets/workers/task-message.ts";
import { answerShards, partsOf, textShards } from "../../../snippets/workers/shards.ts";
import { readBack } from "../../../snippets/read-back.ts";
import { inputsOf, spread } from "../../../snippets/token-batch.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

test("parts: the first ones have one more, none is empty", () => {
  expect(partsOf([1, 2, 3, 4])).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(partsOf([1, 2, 3])).toEqual([[1, 2], [3]]);
  expect(partsOf([1])).toEqual([[1]]);
  expect(partsOf([])).toEqual([[]]);
  expect(partsOf([1, 2, 3], 1)).toEqual([[1, 2, 3]]);
  expect(partsOf([1, 2, 3, 4, 5, 6], 4)).toEqual([[1, 2], [3, 4], [5], [6]]);
  expect(partsOf([1, 2, 3], 4)).toEqual([[1], [2], [3]]);
});

test("texts of different lengths: padding is not learned", () => {
  const [first, second] = textShards([
    [1, 2, 3, 4],
    [5, 6],
    [7, 8],
  ]);
  expect(Array.from(first!.mask)).toEqual([1, 1, 1, 1, 0, 0]);
  expect(Array.from(second!.mask)).toEqual([1]);
  expect([first!.count, second!.count]).toEqual([5, 5]);
});

test("a text of one token has nothing to learn from", () => {
  expect(() => textShards([[1, 2], [3]])).toThrow(/at least two tokens.*got 1/);
  expect(() => textShards([])).toThrow(/at least one token/);
});

const rng = createRng(7);
const tokens = (length: number) => Array.from({ length }, () => 2 + rng.integer(9));

/** Episodes of all lengths, with made-up numbers for each token. */
function episodes(count: number) {
  return Array.from({ length: count }, (_, i) => {
    const response = tokens(1 + (i % 4));
    const draw = () => response.map(() => rng.normal());
    const logprobs = response.map(() => -2.4 + 0.3 * rng.normal());
    const numbers = { logprobs, advantages: draw(), values: draw(), returns: draw() };
    return { query: tokens(1 + (i % 3)), response, ...numbers };
  });
}

type Create = (count: number, parts: number, seen: ReturnType<typeof episodes>) => unknown[];

const ranked = (count: number, parts: number) =>
  partsOf([...Array(count).keys()], parts).map((prompts) => ({
    queryResponses: prompts.flatMap((prompt) =>
      Array.from({ length: 2 + (prompt % 3) }, (_, i) => {
        return { query: [2 + (prompt % 9)], response: [2 + ((prompt + i) % 9), 1] };
      }),
    ),
    answers: prompts.map((prompt) => 2 + (prompt % 3)),
    prompts: count,
  }));

const create: Record<LossName, Create> = {
  crossEntropy: (_, parts, seen) => answerShards(seen, parts),
  pairs: ranked,
  preferences: (count, parts) =>
    ranked(count, parts).map((shard) => ({
      ...shard,
      name: "orpo",
      reference: Float32Array.from(shard.queryResponses, ({ response }) => -4 + 0.1 * response[0]!),
      settings: preferenceDefaults,
    })),
  judged: (count, parts, seen) =>
    partsOf(seen, parts).map((part) => ({
      queryResponses: part,
      reference: Float32Array.from(part, (e) => e.logprobs.reduce((sum, x) => sum + x, 0.3)),
      sign: Float32Array.from(part, ({ response }) => (response.length % 2 ? -1 : 1)),
      weight: new Float32Array(part.length).fill(1 / count),
      ...{ baseline: 0.2, klCoef: 0.3 },
    })),
  distillation: (_, parts, seen) =>
    answerShards(seen, parts).map((shard) => {
      const teacher = tinyGPT(2);
      return { ...shard, teacher: readBack(() => tf.logSoftmax(logits(teacher, inputsOf(shard.batch)))) };
    }),
  groups: (_, parts, seen) =>
    partsOf(seen, parts).map((part, i) => {
      const { batch, mask, count } = answerShards(seen, parts)[i]!;
      const place = (of: (e: (typeof seen)[number]) => number[]) => spread(part, part.map(of));
      return {
        ...{ batch, mask, rows: part.length, weights: mask.map((m) => m / count) },
        ...{ logprobs: place((e) => e.logprobs), advantages: place((e) => e.advantages) },
        ...{ refLogprobs: place((e) => e.values), klCoef: 0.1, cliprange: 0.2, cliprangeHigh: 0.3 },
        ...{ ratio: "answer mean", surrogate: "clip" },
      };
    }),
  policy(_, parts, seen) {
    const tokens = answerShards(seen, parts);
    const texts = textShards(
      [
        [2, 3, 4],
        [5, 6],
        [7, 8, 9, 10],
      ],
      tokens.length,
    );
    return partsOf(seen, parts).map((part, i) => ({
      ...tokens[i],
      logprobs: spread(
        part,
        part.map((e) => e.logprobs),
      ),
      advantages: spread(
        part,
        part.map((e) => e.advantages),
      ),
      cliprange: 0.2,
      mix: texts[i] && { coef: 0.7, texts: texts[i] },
    }));
  },
  value: (_, parts, seen) =>
    partsOf(seen, parts).map((part, i) => ({
      ...answerShards(seen, parts)[i],
      values: spread(
        part,
        part.map((e) => e.values),
      ),
      returns: spread(
        part,
        part.map((e) => e.returns),
      ),
      cliprange: 0.2,
    })),
};

const cases = (Object.keys(create) as LossName[]).flatMap((loss) => [1, 2, 5, 8].map((count) => ({ loss, count })));

describe.each(cases)("$loss of $count", ({ loss, count }) => {
  const seen = episodes(count);
  const setUp = () => {
    const gpt = tinyGPT();
    const isScalar = loss === "pairs" || loss === "value";
    const model = isScalar ? withScalarHead(gpt, createRng(2)) : gpt;
    const tree = "gpt" in model ? scalarParameters(model) : model.params;
    return { model, parameters: [...namedParameters(tree).values()] };
  };

  test.each([2, 4])("its %i shards add up to the whole batch", (parts) => {
    const { model, parameters } = setUp();
    const learn = (shard: unknown) => gradientHere(loss, model, parameters, shard);
    const [whole] = create[loss](count, 1, seen).map(learn);
    const shards = create[loss](count, parts, seen);
    expect(shards).toHaveLength(Math.min(count, parts));
    const { gradient, ...found } = gradientOfAll(loss, model, parameters, shards);
    expect(found.loss).toBeCloseTo(whole!.loss, 6);
    for (const [name, value] of Object.entries(whole!.sums)) {
      expect(found.sums[name]!, name).toBeCloseTo(value, 5);
    }
    expect(largestDifference(whole!, gradient.dataSync())).toBeLessThan(1e-6);
    gradient.dispose();
  });

  test("as a message it gives the same bits, and frees all tensors", () => {
    const { model, parameters } = setUp();
    for (const shard of create[loss](count, 2, seen)) {
      const here = gradientHere(loss, model, parameters, shard);
      const before = tf.memory().numTensors;
      expect(gradientThere(loss, model, parameters, shard)).toEqual(here);
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});

test("only some of the parameters: the others are sent, and stay without gradient", () => {
  const model = withScalarHead(tinyGPT(), createRng(2));
  const head = [...namedParameters(model.score).values()];
  const [shard] = create.value(2, 1, episodes(2));
  const here = gradientHere("value", model, head, shard);
  expect(here.gradient).toHaveLength(8);
  expect(gradientThere("value", model, head, shard)).toEqual(here);
});

type Arguments = Parameters<typeof shardGradient>;

interface Learned {
  loss: number;
  sums: Record<string, number>;
  gradient: Float32Array;
}

/** By way of a message. */
function gradientThere(...[loss, model, parameters, shard]: Arguments): Learned {
  const lesson = { loss, trained: parameters.length, shards: [shard] };
  const message = writeTask("gradient", model, lesson, parameters);
  const { output, room } = doTask(structuredClone(message));
  const found = output as Omit<Learned, "gradient">;
  return { ...found, gradient: room.subarray(0, countNumbers(parameters)) };
}

/** With the gradient's numbers in place of the tensor. */
function gradientHere(...args: Arguments): Learned {
  const { gradient, ...found } = shardGradient(...args);
  const numbers = Float32Array.from(gradient.dataSync());
  gradient.dispose();
  return { ...found, gradient: numbers };
}

/** Of a gradient and the whole batch's, relative to the largest number of that. */
function largestDifference(whole: Learned, gradient: ArrayLike<number>) {
  const largest = whole.gradient.reduce((max, g) => Math.max(max, Math.abs(g)), 1e-3);
  return whole.gradient.reduce((max, g, i) => Math.max(max, Math.abs(gradient[i]! - g) / largest), 0);
}
