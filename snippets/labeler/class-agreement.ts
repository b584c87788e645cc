/** Several people's rankings side by side: who agrees with whom, on what. */
import type { Rng } from "../random.ts";
import { agreementOf, type PairAgreement, selfAgreement } from "./agreement.ts";
import { type Coefficients, coefficients } from "./coefficients.ts";
import type { Judgement } from "./judgement.ts";
import {
  compareVerdicts,
  mergeCounts,
  pairTotals,
  type Verdicts,
  verdictsOf,
} from "./verdicts.ts";

export interface Person {
  who: string;
  /** cards ranked, repeats included */
  cards: number;
  /** pairs told apart, each counted once */
  pairs: number;
  /** with the hidden repeats of their own cards */
  withSelf: PairAgreement | null;
  /** with everybody else, one after the other */
  withRest: PairAgreement | null;
}

/** A prompt on whose answers people differ. */
export interface DisputedCard {
  prompt: string;
  /** pairs, counted for every two people, that they order oppositely ... */
  differ: number;
  /** ... of so many that both told apart */
  pairs: number;
  answers: { text: string; ranks: GivenRank[] }[];
}

/** The rank that somebody gave, and the worst that they gave on that card. */
export interface GivenRank {
  who: string;
  rank: number;
  worst: number;
}

export interface ClassAgreement extends Coefficients {
  /** in the order in which they first appear */
  people: Person[];
  /** with whom each agrees, in the order of `people`; null on the diagonal */
  matrix: ({ alike: number; pairs: number } | null)[][];
  /** over all pairs of people */
  overall: PairAgreement | null;
  /** the card on which most pairs are in dispute comes first */
  disputed: DisputedCard[];
}

/** A person's rankings by their name, in the order in which names come. */
export function byPerson(
  judgements: readonly Judgement[],
): Map<string, Judgement[]> {
  const people = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const own = people.get(judgement.who);
    if (own) own.push(judgement);
    else people.set(judgement.who, [judgement]);
  }
  return people;
}

export function classAgreement(
  judgements: readonly Judgement[],
  rng: Rng,
): ClassAgreement {
  const people = byPerson(judgements);
  const lists = [...people.values()];
  const verdicts = lists.map(verdictsOf);
  const between = verdicts.map((one, i) =>
    verdicts.map((other, j) => (i === j ? [] : compareVerdicts(one, other))),
  );
  const upper = between.flatMap((row, i) => row.slice(i + 1).flat());
  const who = [...people.keys()];
  return {
    people: lists.map((own, i) => ({
      who: who[i]!,
      cards: own.length,
      pairs: toldApart(verdicts[i]!),
      withSelf: selfAgreement(own, rng.fork(`${who[i]} again`)),
      withRest: agreementOf(between[i]!.flat(), rng.fork(who[i]!)),
    })),
    matrix: between.map((row, i) =>
      row.map((counts, j) => (i === j ? null : pairTotals(counts))),
    ),
    overall: agreementOf(upper, rng.fork("overall")),
    ...coefficients(lists, rng.fork("coefficients")),
    disputed: mergeCounts(upper)
      .filter(({ differ }) => differ > 0)
      .map(({ prompt, alike, differ }) => {
        const answers = answersTo(prompt, judgements);
        return { prompt, differ, pairs: alike + differ, answers };
      })
      .sort((a, b) => b.differ / b.pairs - a.differ / a.pairs),
  };
}

function toldApart(verdicts: Verdicts): number {
  return [...verdicts.values()].filter(({ better }) => better !== "tie").length;
}

function answersTo(
  prompt: string,
  judgements: readonly Judgement[],
): DisputedCard["answers"] {
  const answers = new Map<string, GivenRank[]>();
  for (const judgement of judgements) {
    if (judgement.prompt !== prompt || judgement.repeats !== undefined)
      continue;
    const { who, ranks } = judgement;
    judgement.answers.forEach((text, i) => {
      const given = answers.get(text) ?? [];
      given.push({ who, rank: ranks[i]!, worst: Math.max(...ranks) });
      answers.set(text, given);
    });
  }
  return [...answers].map(([text, ranks]) => ({ text, ranks }));
}
