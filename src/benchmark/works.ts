/** The pieces of work that are measured, for one shape each. */
import * as tf from "@tensorflow/tfjs";
import { generate } from "mini-rlhf/generate";
import { disposeGPT, type GPT } from "mini-rlhf/gpt";
import { initGPT } from "mini-rlhf/init-gpt";
import { crossEntropy } from "mini-rlhf/logprobs";
import { createAdamW, minimize } from "mini-rlhf/optimizer";
import { createRng, type Rng } from "mini-rlhf/random";
import { startOtherWorkers } from "mini-rlhf/other-workers";
import { textShards } from "mini-rlhf/workers/shards";
import { tokenBatch } from "mini-rlhf/token-batch";
import { trainStep } from "mini-rlhf/train-step";
import { productOperations, samplingOperations, trainingOperations } from "./operations.ts";
import { SAMPLING, type Shape } from "./shapes.ts";

export interface Work {
  /** does it once */
  run(): unknown;
  /** how many floating-point operations that takes */
  operations: number;
  /** how many tokens it learns from or writes */
  tokens: number;
  dispose(): void;
}

/** Tokens from 2 on, so that no answer ends early. */
export function randomRows(rng: Rng, rows: number, length: number, V: number): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length }, () => 2 + rng.integer(V - 2)));
}

export function newModel({ V, C, L, H, T }: Shape, rng: Rng): GPT {
  const config = { vocabSize: V, blockSize: T, width: C, layers: L, heads: H };
  return initGPT(config, rng.fork("weights"));
}

/** One step of pretraining as the book does it: shards of a batch, clipping, AdamW. */
export async function trainingStep(shape: Shape): Promise<Work> {
  const { model, optimizer, rows, ...work } = setUpTraining(shape);
  await startOtherWorkers(); // if there is to be one
  const run = () => trainStep(optimizer, 1e-3, model, "crossEntropy", textShards(rows));
  return { ...work, run };
}

/** The same on the whole batch at once: what one would do without a thought of other workers. */
export function wholeTrainingStep(shape: Shape): Work {
  const { model, optimizer, rows, ...work } = setUpTraining(shape);
  const batch = tokenBatch(rows);
  const everywhere = new Float32Array(shape.B * shape.T).fill(1);
  const loss = () => crossEntropy(model, batch, everywhere);
  return { ...work, run: () => minimize(optimizer, 1e-3, loss) };
}

function setUpTraining(shape: Shape) {
  const { B, T, V } = shape;
  const rng = createRng(1);
  const model = newModel(shape, rng);
  return {
    model,
    optimizer: createAdamW(model.params, { weightDecay: 0.01 }),
    // One token more than the model reads: the last one is only predicted.
    rows: randomRows(rng, B, T + 1, V),
    operations: trainingOperations(shape),
    tokens: B * T,
    dispose: () => disposeGPT(model),
  };
}

/** Answers to a batch of prompts, all of them of full length. */
export function sampling(shape: Shape): Work {
  const { answers, promptLength, newTokens } = SAMPLING;
  const rng = createRng(2);
  const model = newModel(shape, rng);
  const prompts = randomRows(rng, answers, promptLength, shape.V);
  const options = { rng, maxNewTokens: newTokens, stopTokens: [] };
  return {
    run: () => generate(model, prompts, options),
    operations: samplingOperations(shape),
    tokens: answers * newTokens,
    dispose: () => disposeGPT(model),
  };
}

/** Matrix products alone: those of a linear layer C -> 4C, there and back. */
export function products(shape: Shape): Work {
  const { B, T, C } = shape;
  const rng = createRng(3);
  const draw = (...size: [number, number]) => {
    const values = Float32Array.from({ length: size[0] * size[1] }, () => rng.normal());
    return tf.tensor2d(values, size);
  };
  const [x, weight, dy] = [draw(B * T, C), draw(C, 4 * C), draw(B * T, 4 * C)];
  return {
    run: () => tf.tidy(() => [x.matMul(weight), dy.matMul(weight, false, true), x.matMul(dy, true, false)].length),
    operations: productOperations(shape),
    tokens: B * T,
    dispose: () => tf.dispose([x, weight, dy]),
  };
}
