/** How likely a model finds the tokens of a text, given those before them. */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./assert.ts";
import { type GPT, logits } from "./gpt.ts";
import { logprobOf } from "./tensor.ts";
import { inputsOf, targetsOf } from "./token-batch.ts";
import { tokenBatch, type TokenBatch } from "./token-batch.ts";

/**
 * log p(token t+1 | tokens 0..t) for every text and t. -> [B * (T-1)], laid
 * out like `targetsOf(batch)`. Padding is scored too: mask it.
 */
export function tokenLogprobs(gpt: GPT, batch: TokenBatch): tf.Tensor1D {
  const targets = tf.tensor1d(targetsOf(batch).ids, "int32");
  return logprobOf(logits(gpt, inputsOf(batch)), targets);
}

/** The mean over the places where the mask is 1. Both [N] -> a scalar */
export function maskedMean(values: tf.Tensor1D, mask: Float32Array): tf.Scalar {
  const count = mask.reduce((sum, m) => sum + m, 0);
  const kept = values.mul(tf.tensor1d(mask));
  return kept.sum().div(Math.max(1, count)) as tf.Scalar;
}

/**
 * The cross-entropy of the tokens that the mask keeps, in nats per token: what
 * pretraining and supervised fine-tuning bring down.
 */
export function crossEntropy(
  gpt: GPT,
  batch: TokenBatch,
  mask: Float32Array,
): tf.Scalar {
  return maskedMean(tokenLogprobs(gpt, batch), mask).neg() as tf.Scalar;
}

/** The same for every token but the first of every row: pretraining's loss. */
export function everyTokenLoss(
  gpt: GPT,
  rows: readonly (readonly number[])[],
): tf.Scalar {
  const batch = tokenBatch(rows);
  assert(
    batch.T > 1,
    `A row has at least two tokens to learn from, got ${batch.T}.`,
  );
  const everywhere = new Float32Array(batch.B * (batch.T - 1)).fill(1);
  return crossEntropy(gpt, batch, everywhere);
}

/**
 * Entropy of the model's next-token distribution at every place, in nats.
 * logits [N, V] -> [N]
 */
export function entropyOf(logits: tf.Tensor2D): tf.Tensor1D {
  const logprobs = tf.logSoftmax(logits);
  return logprobs.exp().mul(logprobs).sum(-1).neg() as tf.Tensor1D;
}
