/** What losses are made of, in plain TensorFlow.js, as plain-ops.ts is. */
import * as tf from "@tensorflow/tfjs";
import { withGradient } from "./custom-gradient.ts";
import { oneHot } from "./plain-ops.ts";

/**
 * The log-probability of one chosen token per row; the cross-entropy loss is
 * its negative mean. logits [N, V], targets [N] -> [N]
 */
export function logprobOf(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
): tf.Tensor1D {
  return withGradient([logits], (logits) => {
    const chosen = oneHot(targets, logits.shape[1]);
    const logprobs = tf.logSoftmax(logits);
    return {
      value: logprobs.mul(chosen).sum<tf.Tensor1D>(-1),
      saved: [logprobs, chosen],
      gradient: (dy, logprobs, chosen) => [
        chosen.sub(logprobs.exp()).mul(dy.reshape([-1, 1])),
      ],
    };
  });
}

/** The sum of the values where the mask is 1, over `count`. */
export function maskedMean(
  values: tf.Tensor1D,
  mask: tf.Tensor1D,
  count: number,
): tf.Scalar {
  return values.mul(mask).sum().div(count);
}
