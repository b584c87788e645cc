/**
 * Losses that learn from preferences directly, as functions of how likely
 * whole answers are. All are DPO's idea with another answer to two questions:
 * what is an answer's score, and how far apart should two scores be?
 *
 *   dpo    Rafailov et al. 2023, eq. 7; cDPO with labelSmoothing above 0
 *   ipo    Azar et al. 2023, eq. 17: a fixed distance, not as far as possible
 *   simpo  Meng et al. 2024, eq. 6: no reference; long answers win nothing
 *   orpo   Hong et al. 2024, eq. 6-7: fine-tuning and preferences in one step
 *   kto    Ethayarajh et al. 2024, eq. 7-8: answers that were judged alone
 *
 * Left out: the many others, such as hinge losses and weights per example.
 */
import * as tf from "@tensorflow/tfjs";
import { marginsOf, negLogSigmoid, type Pairs } from "./pair-loss.ts";
import { impliedScores } from "./preferences.ts";

/** n answers, those of a prompt after each other, best first. */
export interface AnswerLogprobs {
  /** log pi(answer | query), the sum over its tokens, [n] */
  logprobs: tf.Tensor1D;
  /** the same under the reference policy, [n] */
  reference: Float32Array;
  /** tokens per answer, [n] */
  lengths: Float32Array;
}

export const preferenceDefaults = {
  /** beta: how much score one nat stands for */
  klCoef: 0.3,
  /** dpo: the share of labels taken to be wrong (Mitchell 2023) */
  labelSmoothing: 0,
  /** simpo's gamma: the distance that is enough */
  margin: 0.5,
  /** orpo's lambda: the weight of the preference beside fine-tuning */
  oddsCoef: 0.1,
};
export type PreferenceSettings = typeof preferenceDefaults;

export interface PreferenceLoss {
  loss: tf.Scalar;
  /** the score that the policy itself gives each answer, [n] */
  scores: tf.Tensor1D;
}

export const preferenceLosses = {
  /** -log sigmoid(beta (log ratio of the preferred - of the other)) */
  dpo(answers, pairs, { klCoef, labelSmoothing }) {
    const scores = impliedScores(answers.logprobs, answers.reference, klCoef);
    const margins = marginsOf(scores, pairs);
    const right = negLogSigmoid(margins).mul(1 - labelSmoothing);
    const wrong = negLogSigmoid(margins.neg()).mul(labelSmoothing);
    return { loss: weighted(right.add(wrong), pairs), scores };
  },

  /**
   * (difference of log ratios - 1 / (2 beta))^2. Ratios are per token, as in
   * TRL and as its authors came to advise; eq. 17 has those of whole answers.
   */
  ipo(answers, pairs, { klCoef }) {
    const { logprobs, reference } = answers;
    const ratios = perToken(impliedScores(logprobs, reference, 1), answers);
    const missing = marginsOf(ratios, pairs).sub(1 / (2 * klCoef));
    const scores = ratios.mul<tf.Tensor1D>(klCoef);
    return { loss: weighted(missing.square(), pairs), scores };
  },

  /** -log sigmoid(beta (log p per token, preferred - other) - gamma) */
  simpo(answers, pairs, { klCoef, margin }) {
    const means = perToken(answers.logprobs, answers);
    const scores = means.mul<tf.Tensor1D>(klCoef);
    const margins = marginsOf(scores, pairs).sub(margin);
    return { loss: weighted(negLogSigmoid(margins), pairs), scores };
  },

  /** NLL of the preferred one - lambda log sigmoid(log of the odds' ratio) */
  orpo(answers, pairs, { oddsCoef }) {
    const means = perToken(answers.logprobs, answers);
    // odds p / (1 - p), with p the probability of an average token
    const p = means.exp().minimum(1 - 1e-6);
    const scores = means.sub<tf.Tensor1D>(p.neg().add(1).log());
    const apart = negLogSigmoid(marginsOf(scores, pairs)).mul(oddsCoef);
    const preferred = { ...pairs, difference: pairs.difference.map(positive) };
    const surprise = marginsOf(means, preferred).neg();
    return { loss: weighted(surprise.add(apart), pairs), scores };
  },
} satisfies Record<
  string,
  (a: AnswerLogprobs, p: Pairs, s: PreferenceSettings) => PreferenceLoss
>;

export type PreferenceName = keyof typeof preferenceLosses;

/** Whether a loss looks at the reference policy at all. */
export function needsReference(name: PreferenceName): boolean {
  return name === "dpo" || name === "ipo";
}

const positive = (x: number) => Math.max(0, x);

function perToken(sums: tf.Tensor1D, { lengths }: AnswerLogprobs) {
  return sums.div<tf.Tensor1D>(tf.tensor1d(lengths));
}

function weighted(perPair: tf.Tensor, { weight }: Pairs): tf.Scalar {
  return perPair.mul(tf.tensor1d(weight)).sum();
}

/** Answers that people called good or not, each by itself. All [n] */
export interface Judged {
  reference: Float32Array;
  /** 1 for a good answer, -1 for another */
  sign: Float32Array;
  /** lambda_D or lambda_U over the number of answers in the whole batch */
  weight: Float32Array;
  /** z0: the drift, in nats, from which gains and losses count */
  baseline: number;
  klCoef: number;
}

/**
 * KTO: the sum of weight (1 - sigmoid(sign beta (log ratio - z0))). A gain or
 * a loss counts less the larger it is already, as in Kahneman and Tversky.
 * logprobs [n] -> a scalar
 */
export function ktoLoss(logprobs: tf.Tensor1D, judged: Judged): tf.Scalar {
  const { reference, sign, weight, baseline, klCoef } = judged;
  const drift = logprobs.sub(tf.tensor1d(reference)).sub(baseline);
  const value = drift.mul(tf.tensor1d(sign)).mul(klCoef).sigmoid();
  return value.neg().add(1).mul(tf.tensor1d(weight)).sum();
}
