/**
 * A training step as one first writes it in TensorFlow.js: stock operations with their own
 * gradients, its own Adam, the model of gpt.ts. What the ratio to stock kernels is about.
 */
import * as tf from "@tensorflow/tfjs";
import type { CreateWork } from "../../src/benchmark/player.ts";
import { newModel, randomRows } from "../../src/benchmark/works.ts";
import { trainingOperations } from "../../src/benchmark/operations.ts";
import { type BlockParams, disposeGPT, type GPT } from "../../snippets/gpt.ts";
import type { Linear, Norm } from "../../snippets/parameters.ts";
import { createRng } from "../../snippets/random.ts";

export const naiveStep: CreateWork = (shape) => {
  const { B, T, V } = shape;
  const rng = createRng(1);
  const model = newModel(shape, rng);
  const adam = tf.train.adam(1e-3, 0.9, 0.95);
  const rows = randomRows(rng, B, T + 1, V);
  const inputs = tf.tensor2d(
    rows.map((row) => row.slice(0, T)),
    [B, T],
    "int32",
  );
  const targets = tf.tensor2d(
    rows.map((row) => row.slice(1)),
    [B, T],
    "int32",
  );
  return {
    run: () => adam.minimize(() => naiveLoss(model, inputs, targets), true)!.dispose(),
    operations: trainingOperations(shape),
    tokens: B * T,
    dispose() {
      tf.dispose([inputs, targets]);
      adam.dispose();
      disposeGPT(model);
    },
  };
};

export function naiveLoss(model: GPT, inputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const V = model.config.vocabSize;
  const chosen = tf.oneHot(targets, V).mul(tf.logSoftmax(logits(model, inputs)));
  return chosen.sum(-1).mean().neg() as tf.Scalar;
}

/** [B, T] -> [B, T, V] */
function logits({ config, params }: GPT, ids: tf.Tensor2D): tf.Tensor {
  const [B, T] = ids.shape;
  const { vocabSize: V, width: C, heads } = config;
  // A lookup has no gradient on this backend; a product with one-hot rows has one.
  const tokens = tf
    .oneHot(ids, V)
    .toFloat()
    .reshape([B * T, V])
    .matMul(params.wte.weight);
  let x = tokens.reshape([B, T, C]).add(params.wpe.weight.slice([0, 0], [T, C]));
  for (const block of params.h) {
    x = x.add(attention(norm(x, block.ln_1), block.attn, heads));
    const wide = gelu(linear(norm(x, block.ln_2), block.mlp.c_fc));
    x = x.add(linear(wide, block.mlp.c_proj));
  }
  const last = norm(x, params.ln_f).reshape([B * T, C]);
  return tf.matMul(last, params.wte.weight, false, true).reshape([B, T, V]);
}

function attention(x: tf.Tensor, p: BlockParams["attn"], H: number): tf.Tensor {
  const [B, T, C] = x.shape as [number, number, number];
  const heads = tf.split(linear(x, p.c_attn), 3, -1);
  const [q, k, v] = heads.map((part) => part.reshape([B, T, H, C / H]).transpose([0, 2, 1, 3]));
  const scores = tf.matMul(q!, k!, false, true).div(Math.sqrt(C / H));
  const future = tf.linalg
    .bandPart(tf.ones([T, T]), -1, 0)
    .sub(1)
    .mul(1e9);
  const mixed = tf.softmax(scores.add(future)).matMul(v!);
  return linear(mixed.transpose([0, 2, 1, 3]).reshape([B, T, C]), p.c_proj);
}

function linear(x: tf.Tensor, { weight, bias }: Linear): tf.Tensor {
  const [B, T, C] = x.shape as [number, number, number];
  return x
    .reshape([B * T, C])
    .matMul(weight)
    .add(bias)
    .reshape([B, T, -1]);
}

function norm(x: tf.Tensor, { weight, bias }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return x.sub(mean).div(variance.add(1e-5).sqrt()).mul(weight).add(bias);
}

function gelu(u: tf.Tensor): tf.Tensor {
  const z = u
    .mul(u)
    .mul(u)
    .mul(0.044715)
    .add(u)
    .mul(Math.sqrt(2 / Math.PI));
  return z.tanh().add(1).mul(u).mul(0.5);
}
