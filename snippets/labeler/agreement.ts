/**
 * On how many pairs two people agree, and one person with themselves.
 *
 * It is the measure of InstructGPT's section 3.4 and 5.2: the share of pairs
 * that two labelers put in the same order, 72.6 +- 1.5 % among the labelers of
 * the training data, 77.3 +- 1.3 % among others (Ouyang et al. 2022). Pairs
 * that one of the two calls a tie are left out and counted: so a coin agrees
 * on 50 % (the "setup S2" of Zheng et al. 2023), and the reward model learns
 * from the same pairs.
 */
import type { Rng } from "../random.ts";
import { bootstrap, type Measure, wilson } from "./bootstrap.ts";
import type { Judgement } from "./judgement.ts";
import {
  type CardCount,
  compareVerdicts,
  mergeCounts,
  verdictsOf,
} from "./verdicts.ts";

/** A share, 0 to 1, of pairs that were put in the same order. */
export interface PairAgreement extends Measure {
  /** pairs in the same order */
  alike: number;
  /** pairs that both told apart */
  pairs: number;
  /** pairs that one of them called a tie; they are no part of `pairs` */
  ties: number;
  /** prompts with such pairs */
  cards: number;
  /** where the ends of the interval are from */
  method: "bootstrap over cards" | "Wilson, a card as one observation";
}

/** How often two people's rankings agree; null: there is nothing to compare. */
export function agreement(
  one: readonly Judgement[],
  other: readonly Judgement[],
  rng: Rng,
): PairAgreement | null {
  const counts = compareVerdicts(verdictsOf(one), verdictsOf(other));
  return agreementOf(counts, rng);
}

/**
 * How often a person agrees with themselves, on cards that came again with
 * places shuffled: an honest ceiling for agreement with anybody else, and for
 * the accuracy of a reward model. null: nobody was shown a card twice.
 */
export function selfAgreement(
  judgements: readonly Judgement[],
  rng: Rng,
): PairAgreement | null {
  const counts = judgements.flatMap((again) => {
    const before = judgements.find(({ id, who }) => {
      return id === again.repeats && who === again.who;
    });
    if (!before || before === again) return [];
    return compareVerdicts(verdictsOf([before]), verdictsOf([again]));
  });
  return agreementOf(counts, rng);
}

/** Fewer cards than this, and a bootstrap has too little to draw from. */
const FEW = 8;

/**
 * The share of all pairs, with an interval of 95 %: a bootstrap over cards. On
 * fewer than 8 cards, and where all pairs are alike or none, it is Wilson's
 * with a whole card as one observation, which is wide on purpose.
 */
export function agreementOf(
  counts: readonly CardCount[],
  rng: Rng,
): PairAgreement | null {
  const cards = mergeCounts(counts);
  const told = cards.filter(({ alike, differ }) => alike + differ > 0);
  if (told.length === 0) return null;
  const alike = sum(told, (card) => card.alike);
  const pairs = alike + sum(told, (card) => card.differ);
  const isFew = told.length < FEW || alike === 0 || alike === pairs;
  return {
    ...(isFew
      ? wilson(alike / pairs, told.length)
      : bootstrap(told, share, rng)),
    ...{ alike, pairs, ties: sum(cards, ({ ties }) => ties) },
    cards: told.length,
    method: isFew
      ? "Wilson, a card as one observation"
      : "bootstrap over cards",
  };
}

function share(cards: readonly CardCount[]): number {
  const alike = sum(cards, (card) => card.alike);
  return alike / (alike + sum(cards, (card) => card.differ));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
