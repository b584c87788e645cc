/**
 * PPO's losses on the engine: one operation each on the tape, to the bits of
 * ppo-loss.ts, which says what they are.
 */
import * as tf from "@tensorflow/tfjs";
import type { PolicyLoss, PolicyTargets, ValueTargets } from "../ppo-loss.ts";
import { onTape, run } from "./tape.ts";

type Scalars = [tf.Scalar, tf.Scalar, tf.Scalar, tf.Scalar];

/** logprobs [N] */
export function policyLoss(
  logprobs: tf.Tensor1D,
  targets: PolicyTargets,
): PolicyLoss {
  const mask = tf.tensor1d(targets.mask);
  const old = tf.tensor1d(targets.logprobs);
  const advantages = tf.tensor1d(targets.advantages);
  const difference = { x: logprobs, y: old, mask };
  const [logRatio] = run<[tf.Tensor1D]>("MaskedDifference", difference);
  const ratio = tf.exp(logRatio); // its bits are TensorFlow.js's own
  const numbers = {
    low: 1 - targets.cliprange,
    high: 1 + targets.cliprange,
    count: Math.max(1, targets.count),
  };
  const tokens = { ratio, logRatio, advantages, mask };
  const [value, ...sums] = run<Scalars>("ClippedObjective", tokens, numbers);
  const loss = onTape([logprobs], () => ({
    value,
    saved: [ratio, advantages, mask],
    gradient: (dy, ratio, advantages, mask) => {
      const inputs = { dy, ratio, advantages, mask };
      return run("ClippedObjectiveGradient", inputs, numbers);
    },
  }));
  return { loss, ratio: sums[0], clipped: sums[1], drift: sums[2] };
}

/** values [N] */
export function valueLoss(
  values: tf.Tensor1D,
  targets: ValueTargets,
): tf.Scalar {
  const numbers = {
    range: targets.cliprange,
    count: Math.max(1, targets.count),
  };
  const before = tf.tensor1d(targets.values);
  const returns = tf.tensor1d(targets.returns);
  const mask = tf.tensor1d(targets.mask);
  return onTape([values], (values) => {
    const inputs = { values, before, returns, mask };
    return {
      value: run<[tf.Scalar]>("ClippedError", inputs, numbers)[0],
      saved: [values, before, returns, mask],
      gradient: (dy, values, before, returns, mask) => {
        const inputs = { dy, values, before, returns, mask };
        return run("ClippedErrorGradient", inputs, numbers);
      },
    };
  });
}
