/**
 * The loss of a reward model: of two answers, the one that people preferred
 * should score higher (Bradley & Terry 1952; Ouyang et al. 2022, eq. 1).
 */
import * as tf from "@tensorflow/tfjs";

/** All pairs of ranked answers, as a matrix that subtracts their scores. */
export interface Pairs {
  /** [pairs, answers]: +1 at the preferred answer, -1 at the other */
  difference: Float32Array;
  /** [pairs]: 1 / (C(K,2) prompts): every prompt counts the same */
  weight: Float32Array;
}

/**
 * All C(K,2) pairs within each prompt.
 * @param counts K of every prompt; its answers follow each other, best first
 * @param prompts how many; more than the counts if these are only a part
 */
export function allPairs(
  counts: readonly number[],
  prompts = counts.length,
): Pairs {
  const answers = counts.reduce((sum, K) => sum + K, 0);
  const rows: [preferred: number, other: number, weight: number][] = [];
  let first = 0;
  for (const K of counts) {
    const weight = 1 / (((K * (K - 1)) / 2) * prompts);
    for (let i = 0; i < K; i++) {
      for (let j = i + 1; j < K; j++) rows.push([first + i, first + j, weight]);
    }
    first += K;
  }
  const difference = new Float32Array(rows.length * answers);
  rows.forEach(([preferred, other], row) => {
    difference[row * answers + preferred] = 1;
    difference[row * answers + other] = -1;
  });
  return { difference, weight: Float32Array.from(rows, (row) => row[2]) };
}

/**
 * The mean over prompts of the mean over pairs of -log sigmoid(r_w - r_l).
 * scores [answers] -> a scalar
 */
export function pairLoss(scores: tf.Tensor1D, pairs: Pairs): tf.Scalar {
  const margins = marginsOf(scores, pairs);
  return negLogSigmoid(margins).mul(tf.tensor1d(pairs.weight)).sum();
}

/** The preferred answer's score minus the other's. [answers] -> [pairs] */
export function marginsOf(scores: tf.Tensor1D, pairs: Pairs): tf.Tensor1D {
  const shape: [number, number] = [pairs.weight.length, scores.size];
  return tf
    .tensor2d(pairs.difference, shape)
    .mul(scores) // [pairs, answers]
    .sum(1);
}

/** -log sigmoid(x) = max(-x, 0) + log(1 + exp(-|x|)), which can't overflow. */
export function negLogSigmoid(x: tf.Tensor): tf.Tensor {
  const small = x.abs().neg().exp().add(1).log();
  return x.neg().relu().add(small);
}

/** The share of pairs that the scores put in the order of the ranking. */
export function pairAccuracy(
  scores: ArrayLike<number>,
  counts: readonly number[],
): number {
  const { right, pairs } = pairsInOrder(scores, counts);
  return pairs === 0 ? NaN : right / pairs;
}

/** How many pairs there are, and how many are in the ranking's order. */
export function pairsInOrder(
  scores: ArrayLike<number>,
  counts: readonly number[],
): { right: number; pairs: number } {
  let right = 0;
  let pairs = 0;
  let first = 0;
  for (const K of counts) {
    for (let i = first; i < first + K; i++) {
      for (let j = i + 1; j < first + K; j++) {
        pairs += 1;
        if (scores[i]! > scores[j]!) right += 1;
      }
    }
    first += K;
  }
  return { right, pairs };
}
