/**
 * Agreement beyond chance among the people of a class: Cohen's and Fleiss'
 * kappa and Krippendorff's alpha, each with an interval of 95 %.
 *
 * A verdict is "the first is better" or "the second"; a tie is none. Which of
 * two answers is the first is nobody's decision: every pair is entered in both
 * orders. Chance then agrees on half of the pairs, whatever the alphabet says.
 */
import type { Rng } from "../random.ts";
import { bootstrap, type Measure } from "./bootstrap.ts";
import type { Judgement } from "./judgement.ts";
import { cohensKappa, fleissKappa } from "./kappa.ts";
import { alphaOfCounts, countValues, type Unit } from "./krippendorff.ts";
import { firstOnes, type Verdicts, verdictsOf } from "./verdicts.ts";

/** A coefficient: 1 is perfect agreement, 0 is chance. */
export interface Coefficient extends Measure {
  /** prompts that it was measured on */
  cards: number;
}

export interface Coefficients {
  /** of two people; null for more, and where they have no pair in common */
  cohen: Coefficient | null;
  /** on pairs that everybody told apart; null where there are none */
  fleiss: Coefficient | null;
  /** nominal, on pairs that at least two have told apart */
  alphaOfPairs: Coefficient | null;
  /** ordinal, on the ranks that answers have on cards of the same answers */
  alphaOfRanks: Coefficient | null;
}

/** @param people one list of rankings for each of them, two or more */
export function coefficients(
  people: readonly (readonly Judgement[])[],
  rng: Rng,
): Coefficients {
  const cards = cardsOf(people.map(verdictsOf));
  const complete = (card: readonly Unit[]) =>
    card.filter((unit) => unit.length === people.length);
  const shared = cards.map(complete).filter((card) => card.length > 0);
  const measure = <T>(groups: T[][], of: (units: T[]) => number) =>
    groups.length === 0 ? null : coefficient(groups, of, rng);
  return {
    cohen: people.length === 2 ? measure(shared, cohen) : null,
    fleiss: people.length > 1 ? measure(shared, fleissKappa) : null,
    alphaOfPairs: measure(counted(cards), (u) => alphaOfCounts(u, "nominal")),
    alphaOfRanks: measure(counted(rankedCards(people)), (u) =>
      alphaOfCounts(u, "ordinal"),
    ),
  };
}

function cohen(units: Unit[]): number {
  const of = (person: number) => units.map((unit) => unit[person]!);
  return cohensKappa(of(0), of(1));
}

/** Counted once, drawn a thousand times. */
function counted(cards: Unit[][]): number[][][] {
  const counts = countValues(cards.flat());
  let first = 0;
  return cards.map(({ length }) => counts.slice(first, (first += length)));
}

function coefficient<T>(
  groups: T[][],
  statistic: (units: T[]) => number,
  rng: Rng,
): Coefficient | null {
  const measured = bootstrap(groups, (drawn) => statistic(drawn.flat()), rng);
  const isThere = Number.isFinite(measured.value);
  return isThere ? { ...measured, cards: groups.length } : null;
}

/** By prompt, and for every pair in both orders, what people said of it. */
function cardsOf(people: readonly Verdicts[]): Unit[][] {
  const cards = new Map<string, Unit[]>();
  const keys = new Set(people.flatMap((verdicts) => [...verdicts.keys()]));
  for (const key of keys) {
    const given = people.flatMap((verdicts) => verdicts.get(key) ?? []);
    const unit = given
      .filter(({ better }) => better !== "tie")
      .map(({ better }) => (better === "first" ? 1 : 2));
    if (unit.length < 2) continue;
    const turned = unit.map((verdict) => 3 - verdict);
    const { prompt } = given[0]!;
    cards.set(prompt, [...(cards.get(prompt) ?? []), unit, turned]);
  }
  return [...cards.values()];
}

/** By card, and for every answer on it, the ranks that people gave to it. */
function rankedCards(people: readonly (readonly Judgement[])[]): Unit[][] {
  const cards = new Map<string, Map<string, number[]>>();
  for (const judgements of people) {
    const own = new Set<string>();
    for (const { prompt, answers, ranks } of firstOnes(judgements)) {
      const key = JSON.stringify([prompt, ...answers.toSorted()]);
      if (own.has(key)) continue;
      own.add(key);
      const card = cards.get(key) ?? new Map<string, number[]>();
      const middle = middleRanks(ranks);
      answers.forEach((text, i) => {
        card.set(text, [...(card.get(text) ?? []), middle[i]!]);
      });
      cards.set(key, card);
    }
  }
  return [...cards.values()]
    .map((card) => [...card.values()])
    .filter((card) => card[0]!.length > 1);
}

/** Answers that share places have the mean of them: 1, 2.5, 2.5, 4. */
export function middleRanks(ranks: readonly number[]): number[] {
  return ranks.map((rank) => {
    const better = ranks.filter((other) => other < rank).length;
    const same = ranks.filter((other) => other === rank).length;
    return better + (same + 1) / 2;
  });
}
