import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { gradientOf } from "../../../snippets/engine/backward.ts";
import { block } from "../../../snippets/engine/fused-block.ts";
import { wasmBackend } from "../../../snippets/engine/tfjs-internals.ts";
import { type BlockParams, type GPT, logits, unembed } from "../../../snippets/gpt.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { adaptedBlocks, trainable, withLora } from "../../../snippets/lora.ts";
import { createAdamW, minimize } from "../../../snippets/optimizer.ts";
import { namedParameters } from "../../../snippets/parameters.ts";
import { createRng } from "../../../snippets/random.ts";
import { add, attend, embed, gelu, layerNorm, linear, logprobOf } from "../../../snippets/tensor.ts";
import { tokenBatch, type TokenBatch } from "../../../snippets/token-batch.ts";
import { normals, startWasm } from "../wasm.ts";

beforeAll(startWasm);

interface Sizes {
  B: number;
  H: number;
}

/** The block of gpt.ts, an operation at a time. */
function byOperations(x: tf.Tensor2D, p: BlockParams, { B, H }: Sizes): tf.Tensor2D {
  const mixed = attend(linear(layerNorm(x, p.ln_1), p.attn.c_attn), B, H);
  const middle = add(x, linear(mixed, p.attn.c_proj));
  return add(middle, linear(gelu(linear(layerNorm(middle, p.ln_2), p.mlp.c_fc)), p.mlp.c_proj));
}

/** The logits of gpt.ts, made with those. */
function logitsByOperations(gpt: GPT, { B, T, ids }: TokenBatch): tf.Tensor2D {
  const { params, config, lora } = gpt;
  let x = embed(params.wte.weight, params.wpe.weight, tf.tensor1d(ids, "int32"), T);
  for (const p of adaptedBlocks(params.h, lora)) x = byOperations(x, p, { B, H: config.heads });
  return unembed(gpt, layerNorm(x, params.ln_f));
}

function model(C: number, H: number, seed = 1): GPT {
  return initGPT({ vocabSize: 13, blockSize: 48, width: C, layers: 2, heads: H }, createRng(seed));
}

/** Weights and biases that are not 0 or 1, as they are after training. */
function stir(gpt: GPT) {
  [...namedParameters(gpt.params).values()].forEach((variable, i) => {
    tf.tidy(() => variable.assign(variable.add(normals(i + 1, ...variable.shape).mul(0.1))));
  });
  return gpt;
}

const values = (tree: object) => [...namedParameters(tree).values()].map((v) => [...v.dataSync()]);
const heapBytes = () => wasmBackend().wasm.asm.memory.buffer.byteLength;
const texts = (B: number, T: number, seed: number) => {
  const rng = createRng(seed);
  return tokenBatch(Array.from({ length: B }, () => Array.from({ length: T }, () => rng.integer(13))));
};

const shapes = [
  [1, 1, 4, 1],
  [3, 5, 8, 2],
  [2, 7, 12, 3],
  [5, 48, 64, 4],
] as const;

/** Of one block, and of its gradient by everything. */
function outcome(
  compute: typeof byOperations,
  [B, T, C, H]: readonly [number, number, number, number],
  then = () => {},
) {
  return tf.tidy(() => {
    const p = stir(model(C, H)).params.h[0]!;
    const x = tf.variable(normals(3, B * T, C)) as tf.Tensor as tf.Tensor2D;
    const weights = normals(4, B * T, C);
    const loss = () => {
      const sum = compute(x, p, { B, H }).mul(weights).sum<tf.Scalar>();
      then();
      return sum;
    };
    const { value, gradient } = gradientOf(loss, [x, ...namedParameters(p).values()]);
    const y = compute(x, p, { B, H });
    return { y: [...y.dataSync()], value: value.dataSync()[0], gradient: [...gradient.dataSync()] };
  });
}

test.each(shapes)("%i texts of %i tokens, width %i, %i heads: the same bits, there and back", (...shape) => {
  const expected = outcome(byOperations, shape);
  expect(expected.gradient.every(Number.isFinite)).toBe(true);
  expect(expected.gradient.filter((g) => g !== 0).length).toBeGreaterThan(expected.gradient.length / 2);
  expect(outcome(block, shape)).toEqual(expected);
});

test("the heap may grow between there and back", () => {
  const before = heapBytes();
  const grow = () => void tf.zeros([before / 4]);
  expect(outcome(block, shapes[1], grow)).toEqual(outcome(byOperations, shapes[1]));
  expect(heapBytes()).toBeGreaterThan(before);
});

/** Steps on batches of changing shape. */
function train(compute: typeof logits, gpt: GPT, from: number, to: number, adam = createAdamW(trainable(gpt))) {
  for (let step = from; step < to; step++) {
    const batch = texts(1 + (step % 3), 2 + (step % 5), step + 1);
    minimize(adam, 1e-2, () => {
      const targets = tf.tensor1d(batch.ids, "int32");
      return logprobOf(compute(gpt, batch), targets).mean().neg() as tf.Scalar;
    });
  }
  return adam;
}

describe("training, batches of changing shape: the same bits", () => {
  test("two models in turn", () => {
    const run = (compute: typeof logits) => {
      const [one, two] = [model(8, 2), model(12, 3, 2)];
      const adams = [train(compute, one, 0, 1), train(compute, two, 0, 1)];
      for (let step = 1; step < 20; step++) {
        train(compute, one, step, step + 1, adams[0]);
        train(compute, two, step, step + 1, adams[1]);
      }
      return [values(one.params), values(two.params)];
    };
    expect(run(logits)).toEqual(run(logitsByOperations));
  });

  test("adapters", () => {
    const run = (compute: typeof logits) => {
      const gpt = withLora(stir(model(8, 2)), { rng: createRng(5) });
      train(compute, gpt, 0, 20);
      return values(gpt.lora.adapters);
    };
    expect(run(logits)).toEqual(run(logitsByOperations));
  });

  test("one way first, then the other", () => {
    const [one, other] = [model(8, 2), model(8, 2)];
    const adam = train(logits, one, 0, 10);
    train(logitsByOperations, one, 10, 20, adam);
    train(logits, other, 0, 20);
    expect(values(one.params)).toEqual(values(other.params));
  });
});

test("50 steps and 50 readings leave no tensor, no memory of the backend and no bigger heap", () => {
  const gpt = model(64, 4);
  const adam = train(logits, gpt, 0, 15);
  const read = () => tf.tidy(() => void logits(gpt, texts(3, 6, 1)));
  read();
  const count = () => [tf.memory().numTensors, tf.memory().numDataBuffers, tf.backend().numDataIds(), heapBytes()];
  const before = count();
  for (let i = 0; i < 50; i++) {
    train(logits, gpt, i, i + 1, adam);
    read();
  }
  expect(count()).toEqual(before);
});

test("off the tape the memory on the way is free again at once", () => {
  const p = model(8, 2).params.h[0]!;
  const x = normals(1, 6, 8) as tf.Tensor2D;
  const before = [tf.memory().numTensors, tf.backend().numDataIds()];
  const y = block(x, p, { B: 2, H: 2 });
  expect([tf.memory().numTensors, tf.backend().numDataIds()]).toEqual(before.map((n) => n + 1));
  y.dispose();
});
