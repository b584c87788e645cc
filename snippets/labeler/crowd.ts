/**
 * Several people's rankings become one reward, as InstructGPT's did: one taste
 * fitted to all of them (Ouyang et al. 2022, section 5.2, asks "who are we
 * aligning to?"). Beside it, each person's own taste, and who is lost in it.
 *
 * Everybody's cards count alike, so that who ranks more says more. Left out:
 * ways to be fair to a minority, such as one reward a person.
 */
import type { Rng } from "../random.ts";
import { agreement, type PairAgreement } from "./agreement.ts";
import { byPerson } from "./class-agreement.ts";
import { type Deck, featuresOf } from "./deck.ts";
import { predictRanks, type Taste } from "./fit-taste.ts";
import type { Judgement } from "./judgement.ts";
import { hasCard, tasteOf } from "./taste-of.ts";

/** A weight in which a person differs from the rest beyond the intervals. */
export interface TasteDifference {
  feature: string;
  own: number;
  /** of a taste that is fitted to everybody else */
  rest: number;
  /** one standard deviation of the difference */
  deviation: number;
}

export interface CrowdMember {
  who: string;
  /** cards that the deck knows */
  cards: number;
  taste: Taste;
  /** how often the common taste orders a pair as this person did */
  served: PairAgreement | null;
  /** the largest first, in deviations; of one person alone there are none */
  differs: TasteDifference[];
}

/** What people want of one feature, as far as their cards decide it. */
export interface Sides {
  feature: string;
  /** its weight in the common taste */
  common: number;
  /** whose own weight is above 0 with its whole interval of 95 % ... */
  likes: string[];
  /** ... and below */
  dislikes: string[];
}

export interface Crowd {
  /** of everybody together */
  taste: Taste;
  members: CrowdMember[];
  /** of features on which somebody is decided; the most outvoted come first */
  sides: Sides[];
  /** rankings of prompts or answers that this deck has not; not fitted */
  unknown: number;
}

/** One taste for all, and each person's beside it. */
export function crowd(
  judgements: readonly Judgement[],
  deck: Deck,
  rng: Rng,
): Crowd {
  const known = judgements.filter((judgement) => hasCard(deck, judgement));
  const people = byPerson(known);
  const taste = tasteOf(known, deck);
  const members = [...people].map(([who, own]) => {
    const ofOwn = tasteOf(own, deck);
    const others = known.filter((judgement) => judgement.who !== who);
    const predicted = own.map((card) => predict(taste, card, deck));
    return {
      ...{ who, cards: own.length, taste: ofOwn },
      served: agreement(own, predicted, rng.fork(who)),
      differs:
        others.length > 0 ? differences(ofOwn, tasteOf(others, deck)) : [],
    };
  });
  const sides = sidesOf(taste, members);
  return { taste, members, sides, unknown: judgements.length - known.length };
}

/** The same card as the taste would rank it; a repeat is as good a card. */
function predict(taste: Taste, card: Judgement, deck: Deck): Judgement {
  const { prompt, answers } = card;
  const features = answers.map((text) => featuresOf(deck, prompt, text));
  return { ...card, ranks: predictRanks(taste, features) };
}

/** A difference of two normal weights beyond 1.96 of its own deviations. */
function differences(own: Taste, rest: Taste): TasteDifference[] {
  return own.names
    .map((feature, i) => ({
      ...{ feature, own: own.weights[i]!, rest: rest.weights[i]! },
      deviation: Math.hypot(own.deviations[i]!, rest.deviations[i]!),
    }))
    .filter((found) => inDeviations(found) > 1.96)
    .sort((a, b) => inDeviations(b) - inDeviations(a));
}

function inDeviations({ own, rest, deviation }: TasteDifference): number {
  return Math.abs(own - rest) / deviation;
}

/**
 * Of each feature the majority and the minority: tones are liked more or less
 * than the mean of all tones, and an answer's truth more or less than not.
 */
function sidesOf(taste: Taste, members: readonly CrowdMember[]): Sides[] {
  const decided = (i: number, sign: 1 | -1) =>
    members
      .filter(({ taste: { weights, deviations } }) => {
        return sign * weights[i]! > 1.96 * deviations[i]!;
      })
      .map(({ who }) => who);
  return taste.names
    .map((feature, i) => {
      const [likes, dislikes] = [decided(i, 1), decided(i, -1)];
      return { feature, common: taste.weights[i]!, likes, dislikes };
    })
    .filter(({ likes, dislikes }) => likes.length + dislikes.length > 0)
    .sort((a, b) => outvoted(b).length - outvoted(a).length);
}

/** Whose will the common taste goes against. */
export function outvoted({ common, likes, dislikes }: Sides): string[] {
  return common > 0 ? dislikes : likes;
}
