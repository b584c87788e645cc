import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { newModel, randomRows } from "../../src/benchmark/works.ts";
import { crossEntropy } from "../../snippets/logprobs.ts";
import { createRng } from "../../snippets/random.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { startWasm } from "../snippets/wasm.ts";
import { naiveLoss } from "./naive-step.ts";

beforeAll(startWasm);

test("the naive model is the same model", () => {
  const shape = { V: 11, C: 8, L: 2, H: 2, T: 5, B: 3 };
  const model = newModel(shape, createRng(1));
  const rows = randomRows(createRng(2), shape.B, shape.T + 1, shape.V);
  const inputs = tf.tensor2d(
    rows.map((row) => row.slice(0, -1)),
    [3, 5],
    "int32",
  );
  const targets = tf.tensor2d(
    rows.map((row) => row.slice(1)),
    [3, 5],
    "int32",
  );
  const everywhere = new Float32Array(15).fill(1);
  const ours = crossEntropy(model, tokenBatch(rows), everywhere).dataSync()[0]!;
  expect(naiveLoss(model, inputs, targets).dataSync()[0]).toBeCloseTo(ours, 5);
});
