import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { distill } from "../../../snippets/methods/distillation.ts";
import { cloneGPT, type GPT, logits } from "../../../snippets/gpt.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { createRng } from "../../../snippets/random.ts";
import { trainSft } from "../../../snippets/sft.ts";
import { tokenBatch } from "../../../snippets/token-batch.ts";
import { collect, echoes, values } from "../tiny-trainers.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

const queries = [[2], [3], [4]];
const options = (student: GPT, teacher: GPT) => ({
  ...{ student, teacher, queries, rng: createRng(1) },
  ...{ iterations: 60, batchSize: 16, learningRate: 1e-2, maxNewTokens: 4 },
});

/** Who answers 2, 3 and 4 with the same number. */
async function echo(): Promise<GPT> {
  const model = tinyGPT(7);
  const own = { demonstrations: echoes, rng: createRng(1), batchSize: 4, epochs: 30, learningRate: 1e-2 };
  await collect(trainSft({ model, ...own }));
  return model;
}

describe("on-policy distillation", () => {
  test("a student of another size comes to say what its teacher says", async () => {
    const teacher = await echo();
    const before = values(teacher.params);
    const size = { vocabSize: 11, blockSize: 10, width: 12, layers: 1, heads: 3 };
    const student = initGPT(size, createRng(3));
    const steps = await collect(distill(options(student, teacher)));
    expect(steps[0]!.loss).toBeGreaterThan(1);
    expect(steps.at(-1)!.loss).toBeLessThan(0.2);
    expect(steps.at(-1)!.ended).toBe(1);
    expect(values(teacher.params)).toEqual(before);
    const next = tf.tidy(
      () =>
        logits(student, tokenBatch([[3]]))
          .argMax(1)
          .dataSync()[0],
    );
    expect(next).toBe(3);
  });

  test("who says the same already learns nothing: loss and gradient are 0", async () => {
    const teacher = await echo();
    const [first] = await collect(distill({ ...options(cloneGPT(teacher), teacher), iterations: 1 }));
    expect(Math.abs(first!.loss)).toBeLessThan(1e-6);
    expect(first!.gradNorm).toBeLessThan(1e-5);
  });

  test("the loss is per token and kl per answer, of the same divergence", async () => {
    const [first] = await collect(distill({ ...options(tinyGPT(), tinyGPT(2)), iterations: 1 }));
    expect(first!.kl).toBeCloseTo(first!.loss * first!.length, 6);
  });

  test("a student leaves to say what its teacher would not say", async () => {
    // after 2 the teacher says 5 or 6, half and half
    const [student, teacher] = [tinyGPT(), tinyGPT(4)];
    const both = [5, 6].map((token) => ({ query: [2], response: [token, 1] }));
    const own = { demonstrations: both, rng: createRng(1), batchSize: 2, epochs: 80, learningRate: 1e-2 };
    await collect(trainSft({ model: teacher, ...own }));
    await collect(distill({ ...options(student, teacher), queries: [[2]], iterations: 80 }));
    const p = tf.tidy(() => tf.softmax(logits(student, tokenBatch([[2]]))).dataSync());
    expect(p[5]! + p[6]!).toBeGreaterThan(0.9);
  });

  test("a teacher of other words is refused", async () => {
    const other = initGPT({ vocabSize: 12, blockSize: 10, width: 8, layers: 1, heads: 2 }, createRng(1));
    await expect(collect(distill(options(tinyGPT(), other)))).rejects.toThrow(
      "Student and teacher have the same words, got 11 and 12",
    );
  });
});
