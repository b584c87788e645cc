/**
 * People who rank answers. Each looks for what the gold rubric looks for, but
 * weighs it in a way of their own, and no judgement comes out twice the same:
 * two labelers agree on about 72 % of all pairs, as InstructGPT's did.
 */
import { exp, log } from "../base/exact-math.ts";
import type { Rng } from "../random.ts";
import {
  features,
  GOLD_WEIGHTS,
  weigh,
  type Answer,
  type Features,
} from "./gold.ts";
import type { Request } from "./requests.ts";

export interface Labeler {
  readonly name: string;
  /** what each feature is worth to this person */
  readonly weights: Features;
}

/** How far tastes differ, and how noisy a single judgement is. */
export const TASTE_SPREAD = 0.35;
export const JUDGEMENT_NOISE = 1.1;

/**
 * What a group of labelers cares for that no training data came from. They
 * put truth and manners above help, as InstructGPT's labelers were told to do
 * when they judged the final models (Ouyang et al. 2022, 3.4).
 */
export const HELD_OUT_TASTE: Features = {
  ...GOLD_WEIGHTS,
  correct: 2,
  false: -3,
  rude: -3,
};

/** The group's weights, each times a factor of its own exp(0.35 N(0, 1)). */
export function createLabelers(
  rng: Rng,
  count: number,
  taste: Features = GOLD_WEIGHTS,
): Labeler[] {
  return Array.from({ length: count }, (_, i) => {
    const own = rng.fork(i + 1); // labeler 3 is the same among 4 or 40
    const vary = (weight: number) => weight * exp(TASTE_SPREAD * own.normal());
    const weights = {
      correct: vary(taste.correct),
      courtesy: vary(taste.courtesy),
      rude: vary(taste.rude),
      false: vary(taste.false),
      ends: vary(taste.ends),
      fillers: vary(taste.fillers),
    };
    return { name: `${rng.name}/${i + 1}`, weights };
  });
}

/**
 * Ranks the answers to one request: their indices, best first. Gumbel noise
 * makes the first place a softmax choice, and every pair a Bradley-Terry
 * comparison: P(a before b) = sigmoid((value a - value b) / 1.1).
 */
export function rank(
  labeler: Labeler,
  request: Request,
  answers: readonly Answer[],
  rng: Rng,
): number[] {
  const utilities = answers.map(
    (answer) =>
      weigh(labeler.weights, features(request, answer)) +
      JUDGEMENT_NOISE * gumbel(rng),
  );
  return answers
    .map((_, index) => index)
    .sort((a, b) => utilities[b]! - utilities[a]!);
}

/** Half a step above uniform(), so that both logarithms are finite. */
function gumbel(rng: Rng): number {
  return -log(-log(rng.uniform() + 2 ** -33));
}

/** Answers that are word for word the same, once: nobody can rank them. */
export function mergeIdentical(answers: readonly Answer[]): Answer[] {
  const different = new Map<string, Answer>();
  for (const answer of answers) {
    const key = [...answer.words, answer.ended ? "<end>" : ""].join(" ");
    if (!different.has(key)) different.set(key, answer);
  }
  return [...different.values()];
}
