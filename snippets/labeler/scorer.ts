/**
 * From readings to features: P(tone) by a classifier, what the crew's score
 * says beyond the tone, how long an answer is, and whether a checker takes it
 * for right or wrong. Plain numbers: make-deck.ts learns all this,
 * taste-reward.ts uses it.
 *
 * The crew has a taste of its own in tones. Without it (a regression of the
 * score on P(tone), the residual kept), the crew judges within a tone only,
 * and the tone is the reader's to choose.
 */
import { TONES } from "../world/tones.ts";
import { solve } from "./cholesky.ts";
import type { FeatureScorer } from "./deck.ts";
import type { Reading } from "./read-answers.ts";
import { classProbabilities, dot, fitSoftmax } from "./softmax-regression.ts";
import { standards, sum } from "./softmax-regression.ts";

export const FEATURES: readonly string[] = [
  ...TONES,
  ...["crew", "length", "right"],
];

/** An answer of the SFT model that the scorer learns from. */
export interface Example {
  reading: Reading;
  /** its place in TONES */
  tone: number;
  /** 0 wrong, 1 not an answer, 2 right */
  verdict: number;
}

/**
 * @param varied many answers, different from one another: for the classifiers
 * @param usual answers as the SFT model gives them: for regression and moments
 */
export function learnScorer(
  varied: readonly Example[],
  usual: readonly Example[],
): FeatureScorer {
  const tones = fitSoftmax({
    inputs: varied.map(({ reading }) => reading.wording),
    labels: varied.map(({ tone }) => tone),
    classes: TONES.length,
  });
  const checker = fitSoftmax({
    inputs: varied.map(({ reading }) => reading.belief),
    labels: varied.map(({ verdict }) => verdict),
    classes: 3,
  });
  const read = usual.map(({ reading }) => reading);
  const shares = read.map(({ wording }) => classProbabilities(tones, wording));
  const words = standards(read.map(({ words }) => [words]));
  const scorer = {
    features: FEATURES,
    ...{ tones, checker },
    crewByTone: regress(
      shares,
      read.map(({ score }) => score),
    ),
    length: { mean: words.means[0]!, deviation: words.deviations[0]! },
  };
  const rows = read.map((reading) => answerFeatures(scorer, reading));
  return { ...scorer, ...moments(rows) };
}

/** The features of an answer, in the order of FEATURES. */
export function answerFeatures(
  scorer: Omit<FeatureScorer, "means" | "covariances">,
  reading: Reading,
): number[] {
  const { tones, checker, crewByTone, length } = scorer;
  const shares = classProbabilities(tones, reading.wording);
  const [wrong, , right] = classProbabilities(checker, reading.belief);
  return [
    ...shares,
    reading.score - dot(crewByTone, shares),
    (reading.words - length.mean) / length.deviation,
    right! - wrong!,
  ];
}

/** Least squares without a constant (shares add up to one). -> [inputs] */
export function regress(
  inputs: readonly (readonly number[])[],
  targets: readonly number[],
): number[] {
  const width = inputs[0]!.length;
  const places = Array.from({ length: width }, (_, i) => i);
  const square = places.map((i) =>
    places.map(
      // a little ridge: a tone may not occur at all
      (j) => sum(inputs.map((x) => x[i]! * x[j]!)) + (i === j ? 1e-3 : 0),
    ),
  );
  const right = places.map((i) =>
    sum(inputs.map((x, n) => x[i]! * targets[n]!)),
  );
  return solve(square, right);
}

/** Means and covariances of the columns. */
export function moments(rows: readonly (readonly number[])[]) {
  const { means } = standards(rows);
  const covariances = means.map((a, i) =>
    means.map((b, j) => {
      const products = rows.map((x) => (x[i]! - a) * (x[j]! - b));
      return sum(products) / rows.length;
    }),
  );
  return { means, covariances };
}
