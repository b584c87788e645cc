/** How likely a model finds the tokens of a text, given those before them. */
import * as tf from "@tensorflow/tfjs";
import { type GPT, logits } from "./gpt.ts";
import * as tensor from "./tensor.ts";
import { inputsOf, targetsOf } from "./token-batch.ts";
import type { TokenBatch } from "./token-batch.ts";

/**
 * log p(token t+1 | tokens 0..t) for every text and t. -> [B * (T-1)], laid
 * out like `targetsOf(batch)`. Padding is scored too: mask it.
 */
export function tokenLogprobs(gpt: GPT, batch: TokenBatch): tf.Tensor1D {
  const targets = tf.tensor1d(targetsOf(batch).ids, "int32");
  return tensor.logprobOf(logits(gpt, inputsOf(batch)), targets);
}

/**
 * The mean over the places where the mask is 1. Both [N] -> a scalar
 * @param count of how many; more than the mask's own if this is only a part
 */
export function maskedMean(
  values: tf.Tensor1D,
  mask: Float32Array,
  count = mask.reduce((sum, m) => sum + m, 0),
): tf.Scalar {
  return tensor.maskedMean(values, tf.tensor1d(mask), Math.max(1, count));
}

/** The sum over the places where the mask is 1. Both [N] -> a scalar */
export function maskedSum(values: tf.Tensor1D, mask: Float32Array): tf.Scalar {
  return values.mul(tf.tensor1d(mask)).sum();
}

/**
 * The cross-entropy of the tokens that the mask keeps, in nats per token: what
 * pretraining and supervised fine-tuning bring down.
 */
export function crossEntropy(
  gpt: GPT,
  batch: TokenBatch,
  mask: Float32Array,
  count?: number,
): tf.Scalar {
  return maskedMean(tokenLogprobs(gpt, batch), mask, count).neg();
}

/**
 * Entropy of the model's next-token distribution at every place, in nats.
 * logits [N, V] -> [N]
 */
export function entropyOf(logits: tf.Tensor2D): tf.Tensor1D {
  const logprobs = tf.logSoftmax(logits);
  return logprobs.exp().mul(logprobs).sum(-1).neg() as tf.Tensor1D;
}

/**
 * Both of every text from one reading: log p of its tokens, laid out as in
 * tokenLogprobs(), then how open each choice was. -> [B, 2, T-1]
 */
export function logprobsAndEntropy(gpt: GPT, batch: TokenBatch): tf.Tensor3D {
  const shape: [number, number, number] = [batch.B, 1, batch.T - 1];
  const scores = logits(gpt, inputsOf(batch));
  const targets = tf.tensor1d(targetsOf(batch).ids, "int32");
  const logprobs = tensor
    .logprobOf(scores, targets)
    .reshape<tf.Tensor3D>(shape);
  const entropy = entropyOf(scores).reshape<tf.Tensor3D>(shape);
  return tf.concat([logprobs, entropy], 1);
}

/**
 * KL(model, other) of the next-token distributions at every place, in nats:
 * how much the model says that the other would not. The first is what has a
 * gradient. logits [N, V], the other's log-probabilities [N * V] -> [N]
 */
export function klTo(logits: tf.Tensor2D, other: Float32Array): tf.Tensor1D {
  const logprobs = tf.logSoftmax(logits);
  const gap = logprobs.sub(tf.tensor2d(other, logits.shape));
  return logprobs.exp().mul(gap).sum<tf.Tensor1D>(-1);
}
