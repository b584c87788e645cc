/** Sampling with ONNX Runtime in WebAssembly, on one thread: our weights, and keys and values cached. */
import { samplingOperations } from "../../src/benchmark/operations.ts";
import type { CreateWork } from "../../src/benchmark/player.ts";
import { SAMPLING } from "../../src/benchmark/shapes.ts";
import { newModel, randomRows } from "../../src/benchmark/works.ts";
import { assert } from "../../snippets/base/assert.ts";
import { disposeGPT, type GPT, logits } from "../../snippets/gpt.ts";
import { createRng, type Rng } from "../../snippets/random.ts";
import { readBack } from "../../snippets/read-back.ts";
import { sampleToken } from "../../snippets/sample-token.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { cacheNames, onnxGPT } from "./onnx-gpt.ts";
import { loadPeer } from "./peer-packages.ts";

/** As much of onnxruntime-web as is used here. */
interface Runtime {
  env: { wasm: { numThreads: number } };
  Tensor: new (type: "float32" | "int64", data: Float32Array | BigInt64Array, shape: number[]) => Tensor;
  InferenceSession: { create(file: Uint8Array, options: object): Promise<Session> };
}

interface Tensor {
  data: Float32Array;
}

interface Session {
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

export const onnxSampling: CreateWork = async (shape) => {
  const runtime = await loadPeer<Runtime>("onnxruntime-web");
  runtime.env.wasm.numThreads = 1;
  const { answers, promptLength, newTokens } = SAMPLING;
  const rng = createRng(2);
  const model = newModel(shape, rng);
  const file = onnxGPT(model);
  const session = await runtime.InferenceSession.create(file, { graphOptimizationLevel: "all" });
  const prompts = randomRows(rng, answers, promptLength, shape.V);
  await checkScores(runtime, session, model, prompts);
  return {
    run: () => write(runtime, session, model, prompts, newTokens, rng),
    operations: samplingOperations(shape),
    tokens: answers * newTokens,
    dispose() {
      void session.release();
      disposeGPT(model);
    },
  };
};

/** A token at a time for all prompts; chosen as our own sampling does. */
async function write(runtime: Runtime, session: Session, model: GPT, prompts: number[][], tokens: number, rng: Rng) {
  const reader = createReader(runtime, session, model, prompts.length);
  const rngs = prompts.map((_, row) => rng.fork(row));
  const V = model.config.vocabSize;
  let next = prompts;
  for (let count = 1; count <= tokens; count++) {
    const scores = await reader(next);
    next = rngs.map((own, row) => [sampleToken(scores.subarray(row * V, (row + 1) * V), own, {})]);
  }
}

/** Keeps what it has read. @returns to be called with new tokens of every row, for [B, V] */
function createReader({ Tensor }: Runtime, session: Session, model: GPT, B: number) {
  const { heads: H, width: C } = model.config;
  const names = cacheNames(model);
  const nothing = () => new Tensor("float32", new Float32Array(0), [B, H, 0, C / H]);
  let cache = Object.fromEntries(names.map((name) => [name, nothing()]));
  let past = 0;
  const integers = (values: number[], shape: number[]) =>
    new Tensor("int64", BigInt64Array.from(values, BigInt), shape);
  return async (rows: number[][]): Promise<Float32Array> => {
    const t = rows[0]!.length;
    const places = Array.from({ length: t }, (_, i) => past + i);
    // A token sees itself and those before it.
    const mask = Float32Array.from({ length: t * (past + t) }, (_, i) => {
      return i % (past + t) > past + Math.floor(i / (past + t)) ? -1e9 : 0;
    });
    const found = await session.run({
      ids: integers(rows.flat(), [B, t]),
      places: integers(places, [t]),
      mask: new Tensor("float32", mask, [t, past + t]),
      ...cache,
    });
    cache = Object.fromEntries(names.map((name) => [name, found[`new ${name}`]!]));
    past += t;
    return found.scores!.data;
  };
}

/** Throws if it is not the same model: what it says after each of three tokens, one by one, is held to ours. */
async function checkScores(runtime: Runtime, session: Session, model: GPT, prompts: number[][]) {
  const rows = prompts.slice(0, 2).map((prompt) => prompt.slice(0, 5));
  const V = model.config.vocabSize;
  const ours = readBack(() => logits(model, tokenBatch(rows)));
  const reader = createReader(runtime, session, model, rows.length);
  for (const [from, to] of [
    [0, 3],
    [3, 4],
    [4, 5],
  ] as const) {
    const scores = await reader(rows.map((row) => row.slice(from, to)));
    rows.forEach((_, b) => {
      const expected = ours.subarray((b * 5 + to - 1) * V, (b * 5 + to) * V);
      const gap = expected.reduce((most, x, i) => Math.max(most, Math.abs(x - scores[b * V + i]!)), 0);
      assert(gap < 1e-3, `ONNX Runtime computes another model: scores differ by ${gap}.`);
    });
  }
}
