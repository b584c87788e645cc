/**
 * The loss of the methods that learn from groups of answers. It is PPO's, with
 * three choices: whose probability moves, a token's or an answer's; how far it
 * may; and how much an answer's tokens count beside those of the others.
 *
 * With surrogate "clip" (TRL: loss_type), of a token t of answer i,
 *   -w_t min(ratio A_i, clip(ratio, 1 - low, 1 + high) A_i) + w_t beta k3_t
 * and with "cispo" (MiniMax 2025, eq. 4), in which no token is left out,
 *   -w_t min(ratio, 1 + high) A_i log pi_t, the first factor as a number.
 */
import * as tf from "@tensorflow/tfjs";
import { maskedSum } from "./logprobs.ts";
import type { PolicyLoss } from "./ppo-loss.ts";

/** What decides the size of a step; the words are the papers'. */
export const groupChoices = {
  /** Shao et al. 2024 per token; whole answers as in RLOO (Ahmadian et al.
   * 2024), or the geometric mean of their tokens (Zheng et al. 2025, eq. 7) */
  ratio: ["token", "answer", "answer mean"],
  surrogate: ["clip", "cispo"],
} as const;

export interface GroupTargets {
  /** under the policy that sampled the tokens. This and what follows: [N] */
  logprobs: Float32Array;
  advantages: Float32Array;
  /** how much each token counts; 0 for queries and padding */
  weights: Float32Array;
  mask: Float32Array;
  /** rows of the batch; N is rows * (T-1) */
  rows: number;
  ratio: (typeof groupChoices.ratio)[number];
  surrogate: (typeof groupChoices.surrogate)[number];
  /** the ratio may move from 1 by so much, down and up */
  cliprange: number;
  cliprangeHigh: number;
  /** beta, the weight of the distance to the reference; 0 needs none */
  klCoef: number;
  refLogprobs?: Float32Array;
}

/** logprobs [N] -> the loss, and sums over tokens to watch */
export function groupLoss(
  logprobs: tf.Tensor1D,
  targets: GroupTargets,
): PolicyLoss {
  const { mask, weights, cliprange, cliprangeHigh, klCoef } = targets;
  const kept = tf.tensor1d(mask);
  const difference = logprobs.sub<tf.Tensor1D>(tf.tensor1d(targets.logprobs));
  // Padding to 0 before exp, so that it can't overflow.
  const perToken = difference.mul<tf.Tensor1D>(kept);
  const logRatio = perAnswer(perToken, targets).mul<tf.Tensor1D>(kept);
  const ratio = logRatio.exp<tf.Tensor1D>();
  const least = targets.surrogate === "clip" ? 1 - cliprange : 0;
  const clipped = ratio.clipByValue<tf.Tensor1D>(least, 1 + cliprangeHigh);
  const advantage = tf.tensor1d(targets.advantages);
  const objective =
    targets.surrogate === "clip"
      ? tf.minimum<tf.Tensor1D>(ratio.mul(advantage), clipped.mul(advantage))
      : asNumbers(clipped).mul(advantage).mul<tf.Tensor1D>(logprobs);
  const loss = maskedSum(objective, weights).neg<tf.Scalar>();
  return {
    loss: klCoef === 0 ? loss : loss.add(distance(logprobs, targets)),
    ratio: maskedSum(ratio, mask),
    clipped: maskedSum(tf.abs(ratio.sub<tf.Tensor1D>(clipped)).sign(), mask),
    drift: maskedSum(perToken.exp().sub(1).sub<tf.Tensor1D>(perToken), mask),
  };
}

/** log ratios of tokens, or at each token that of its whole answer. [N] */
function perAnswer(
  perToken: tf.Tensor1D,
  { ratio, rows, mask }: GroupTargets,
): tf.Tensor1D {
  if (ratio === "token") return perToken;
  const width = mask.length / rows; // T-1
  const kept = tf.tensor2d(mask, [rows, width]);
  const sums = perToken.reshape([rows, width]).sum(1, true); // [rows, 1]
  const lengths = kept.sum(1, true).maximum(1);
  const each = ratio === "answer" ? sums : sums.div(lengths);
  return each.mul(tf.onesLike(kept)).reshape([rows * width]);
}

/** Values through which no gradient flows. */
function asNumbers(x: tf.Tensor): tf.Tensor1D {
  return tf.tensor1d(x.dataSync());
}

/** The distance to the reference, beta k3. */
function distance(
  logprobs: tf.Tensor1D,
  { refLogprobs, mask, weights, klCoef }: GroupTargets,
): tf.Scalar {
  return maskedSum(k3(logprobs, refLogprobs!, mask), weights).mul(klCoef);
}

/**
 * An estimate of KL(pi, ref) per token that is never negative: with
 * d = log ref - log pi it is e^d - d - 1 (Schulman 2020). All [N]
 */
export function k3(
  logprobs: tf.Tensor1D,
  refLogprobs: Float32Array,
  mask: Float32Array,
): tf.Tensor1D {
  const d = tf.tensor1d(refLogprobs).sub(logprobs).mul(tf.tensor1d(mask));
  return d.exp().sub(d).sub(1);
}
