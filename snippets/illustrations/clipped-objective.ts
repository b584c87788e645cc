/**
 * PPO's clipped objective of a single token (Schulman et al. 2017, eq. 7 and
 * figure 1), read from the loss that trains: its curve, its slope, and whether
 * the token still has a say.
 */
import * as tf from "@tensorflow/tfjs";
import { policyLoss } from "../ppo-loss.ts";
import { readBack } from "../read-back.ts";
import { spoken } from "./number-words.ts";

/** A token in the middle of a round. */
export interface ClippedToken {
  /** pi_new / pi_old, above 0 */
  ratio: number;
  advantage: number;
  /** the cliprange: how far the ratio may move to either side of 1 */
  epsilon: number;
}

/** The figure's axis of ratios ends here. */
const MAX_RATIO = 2;

/** Minus policyLoss of one token, whose log-probability was 0. */
function objectiveOf({ advantage, epsilon }: ClippedToken) {
  const one = (x: number) => new Float32Array([x]);
  return (logprob: tf.Tensor) =>
    policyLoss(logprob as tf.Tensor1D, {
      ...{ logprobs: one(0), advantages: one(advantage) },
      ...{ mask: one(1), count: 1, cliprange: epsilon },
    }).loss.neg<tf.Scalar>();
}

/** What the token's objective is worth to the training. */
export function clippedObjective(token: ClippedToken): number {
  const logprob = Math.log(token.ratio);
  return readBack(() => objectiveOf(token)(tf.tensor1d([logprob])))[0]!;
}

/** Its derivative by the ratio: exactly 0 where the token has no say. */
export function clippedSlope(token: ClippedToken): number {
  const byLogprob = tf.grad(objectiveOf(token));
  const logprob = Math.log(token.ratio);
  // d ratio / d log-probability is the ratio itself
  return readBack(() => byLogprob(tf.tensor1d([logprob])))[0]! / token.ratio;
}

/** Does the gradient flow, and why? In words. */
export function clipVerdict(token: ClippedToken, slope: number): string {
  const { ratio, advantage, epsilon } = token;
  const [low, high] = [spoken(1 - epsilon), spoken(1 + epsilon)];
  if (advantage === 0) {
    return "No gradient: with advantage 0 the token is as good as expected.";
  }
  const wish = advantage > 0 ? "likelier" : "less likely";
  if (slope === 0) {
    const limit = advantage > 0 ? `${high} or more` : `${low} or less`;
    return (
      `No gradient: the token is to become ${wish}, and its ratio is ` +
      `already ${limit}. It has been pushed enough.`
    );
  }
  const flows = `The gradient flows, with slope ${spoken(slope)}: `;
  const isOutside = Math.abs(ratio - 1) > epsilon + 1e-6;
  const isAstray = isOutside && ratio > 1 !== advantage > 0;
  return isAstray
    ? `${flows}the token is to become ${wish}, and was pushed the wrong way.`
    : `${flows}the token is to become ${wish}, and its ratio is within limits.`;
}

/** What an extreme epsilon does to the clip; nothing to say of a usual one. */
export function clipWarning({ epsilon }: ClippedToken): string {
  if (epsilon >= 1) {
    return (
      "This is no clip any more: the lower limit is 0, which no ratio can " +
      "reach, and a token may double its probability in a single round."
    );
  }
  if (epsilon > 0) return "";
  return (
    "With epsilon 0 the first step takes a token's say away: all further " +
    "passes over the round are in vain."
  );
}

/** The objective against the ratio, with the token on it, for lineChart. */
export function clipPicture(token: ClippedToken) {
  const ratios = Array.from({ length: 40 }, (_, i) => (i + 1) / 20);
  const curve = (worth: (ratio: number) => number) =>
    ratios.map((ratio): [number, number] => [ratio, worth(ratio)]);
  const onCurve = (ratio: number) => clippedObjective({ ...token, ratio });
  const { ratio, advantage, epsilon } = token;
  const free = curve((r) => r * advantage);
  // As high as the token's objective, with a dot at its end.
  const stem: [number, number][] = [
    [ratio, 0],
    [ratio, onCurve(ratio)],
  ];
  return {
    ...{ x: "ratio", y: "objective" },
    xDomain: [0, MAX_RATIO] as [number, number],
    yDomain: [-4, 4] as [number, number],
    series: [
      { name: "not clipped", points: free, dashed: true },
      { name: "clipped", points: curve(onCurve) },
      { name: "the token", points: stem },
    ],
    lines: [
      { x: 1 - epsilon, label: "1 − ε" },
      { x: 1 + epsilon, label: "1 + ε" },
    ],
  };
}
