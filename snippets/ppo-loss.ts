/** The two losses of PPO (Schulman et al. 2017) and what to watch in them. */
import * as tf from "@tensorflow/tfjs";
import { maskedMean, maskedSum } from "./logprobs.ts";

/** What the policy's loss compares with. All [N], mask 1 for responses. */
export interface PolicyTargets {
  /** under the policy that sampled the tokens */
  logprobs: Float32Array;
  advantages: Float32Array;
  mask: Float32Array;
  /** tokens of the whole batch, of which these may be a part */
  count: number;
  cliprange: number;
}

/** A loss, and sums over the tokens that say how the step went. */
export interface PolicyLoss {
  loss: tf.Scalar;
  /** of pi_new / pi_old: exactly 1 each until the policy's first update */
  ratio: tf.Scalar;
  /** of tokens whose ratio left 1 +- cliprange */
  clipped: tf.Scalar;
  /** of (ratio - 1) - log ratio: how far this policy left the old one */
  drift: tf.Scalar;
}

/**
 * The clipped surrogate objective (eq. 7), as a loss to minimise. A token's
 * gradient is 0 once its probability has moved by cliprange in the direction
 * that its advantage asks for. logprobs [N]
 */
export function policyLoss(
  logprobs: tf.Tensor1D,
  { logprobs: old, advantages, mask, count, cliprange }: PolicyTargets,
): PolicyLoss {
  const difference = logprobs.sub<tf.Tensor1D>(tf.tensor1d(old));
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
    loss: maskedMean(objective, mask, count).neg<tf.Scalar>(),
    ratio: maskedSum(ratio, mask),
    clipped: maskedSum(outside, mask),
    drift: maskedSum(drift, mask),
  };
}

/** What the value function's loss compares with, like PolicyTargets. */
export interface ValueTargets {
  /** as they were before the first update */
  values: Float32Array;
  returns: Float32Array;
  mask: Float32Array;
  count: number;
  cliprange: number;
}

/**
 * Half the squared error of the values; like the policy, they may move by at
 * most `cliprange` per rollout, and the worse of both errors counts.
 * values [N]
 */
export function valueLoss(
  values: tf.Tensor1D,
  { values: before, returns, mask, count, cliprange }: ValueTargets,
): tf.Scalar {
  const old = tf.tensor1d(before);
  const target = tf.tensor1d(returns);
  const moved = values.sub(old).clipByValue(-cliprange, cliprange);
  const error = values.sub(target).square();
  const clippedError = old.add(moved).sub(target).square();
  const worse = tf.maximum<tf.Tensor1D>(error, clippedError);
  return maskedMean(worse, mask, count).mul(0.5);
}
