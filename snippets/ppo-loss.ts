/** The two losses of PPO (Schulman et al. 2017) and what to watch in them. */
import * as tf from "@tensorflow/tfjs";
import { maskedMean } from "./logprobs.ts";

/** A loss with the numbers that say how the step went. */
export interface PolicyLoss {
  loss: tf.Scalar;
  /** mean of pi_new / pi_old: exactly 1 until the policy's first update */
  ratio: tf.Scalar;
  /** share of tokens whose ratio left 1 +- cliprange */
  clipfrac: tf.Scalar;
  /** mean of (ratio - 1) - log ratio: how far this policy left the old one */
  approxKl: tf.Scalar;
}

/**
 * The clipped surrogate objective (eq. 7), as a loss to minimise. A token's
 * gradient is 0 once its probability has moved by cliprange in the direction
 * that its advantage asks for. All inputs [N], mask 1 for response tokens.
 */
export function policyLoss(
  logprobs: tf.Tensor1D,
  oldLogprobs: Float32Array,
  advantages: Float32Array,
  mask: Float32Array,
  cliprange: number,
): PolicyLoss {
  const difference = logprobs.sub<tf.Tensor1D>(tf.tensor1d(oldLogprobs));
  // Padding to 0 before exp, so that it can't overflow.
  const logRatio = difference.mul<tf.Tensor1D>(tf.tensor1d(mask));
  const ratio = logRatio.exp<tf.Tensor1D>();
  const clipped = ratio.clipByValue(1 - cliprange, 1 + cliprange);
  const advantage = tf.tensor1d(advantages);
  const objective = tf.minimum<tf.Tensor1D>(
    ratio.mul(advantage),
    clipped.mul(advantage),
  );
  const outside = tf.abs(ratio.sub<tf.Tensor1D>(clipped)).sign();
  const drift = ratio.sub(1).sub<tf.Tensor1D>(logRatio);
  return {
    loss: maskedMean(objective, mask).neg<tf.Scalar>(),
    ratio: maskedMean(ratio, mask),
    clipfrac: maskedMean(outside, mask),
    approxKl: maskedMean(drift, mask),
  };
}

/**
 * Half the squared error of the values; like the policy, they may move by at
 * most `cliprange` per rollout, and the worse of both errors counts. All [N].
 */
export function valueLoss(
  values: tf.Tensor1D,
  oldValues: Float32Array,
  returns: Float32Array,
  mask: Float32Array,
  cliprange: number,
): tf.Scalar {
  const old = tf.tensor1d(oldValues);
  const target = tf.tensor1d(returns);
  const moved = values.sub(old).clipByValue(-cliprange, cliprange);
  const error = values.sub(target).square();
  const clippedError = old.add(moved).sub(target).square();
  const worse = tf.maximum<tf.Tensor1D>(error, clippedError);
  return maskedMean(worse, mask).mul(0.5);
}
