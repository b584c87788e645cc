/**
 * Rankings taken apart into verdicts, so that two people's can be compared:
 * which of two answers to a prompt is better.
 *
 * Answers are matched by prompt and text. Where they stood on the card does
 * not matter, nor what else was on it.
 */
import type { Judgement } from "./judgement.ts";

export type Better = "first" | "second" | "tie";

/** What one labeler says of a pair; `first` comes first in the alphabet. */
export interface Verdict {
  prompt: string;
  first: string;
  second: string;
  better: Better;
}

/** One labeler's verdicts, by pair. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/**
 * All pairs that a labeler has judged. Of a pair judged more than once, as on
 * hidden repeats, the first verdict counts.
 */
export function verdictsOf(judgements: readonly Judgement[]): Verdicts {
  const verdicts = new Map<string, Verdict>();
  for (const judgement of firstOnes(judgements)) {
    for (const verdict of pairsOf(judgement)) {
      const { prompt, first, second } = verdict;
      const key = JSON.stringify([prompt, first, second]);
      if (!verdicts.has(key)) verdicts.set(key, verdict);
    }
  }
  return verdicts;
}

/** Repeats after what they repeat. */
export function firstOnes(judgements: readonly Judgement[]): Judgement[] {
  const isRepeat = (judgement: Judgement) => judgement.repeats !== undefined;
  return [
    ...judgements.filter((judgement) => !isRepeat(judgement)),
    ...judgements.filter(isRepeat),
  ];
}

function pairsOf({ prompt, answers, ranks }: Judgement): Verdict[] {
  return answers.flatMap((one, i) =>
    answers.slice(i + 1).flatMap((other, after) => {
      if (one === other) return [];
      const [a, b] = [ranks[i]!, ranks[i + 1 + after]!];
      const isSorted = one < other;
      const [first, second] = isSorted ? [one, other] : [other, one];
      const isFirst = isSorted ? a < b : b < a;
      const better = a === b ? "tie" : isFirst ? "first" : "second";
      return [{ prompt, first, second, better } as const];
    }),
  );
}

/** How two labelers' verdicts on one prompt compare. */
export interface CardCount {
  prompt: string;
  /** pairs that both put in the same order */
  alike: number;
  /** pairs that they put in opposite orders */
  differ: number;
  /** pairs that one of them, or both, called a tie */
  ties: number;
}

/** One entry for each prompt of which both have judged a pair. */
export function compareVerdicts(one: Verdicts, other: Verdicts): CardCount[] {
  const counts = new Map<string, CardCount>();
  for (const [key, { prompt, better }] of one) {
    const theirs = other.get(key)?.better;
    if (theirs === undefined) continue;
    const none = { prompt, alike: 0, differ: 0, ties: 0 };
    const count = counts.get(prompt) ?? none;
    if (better === "tie" || theirs === "tie") count.ties += 1;
    else if (better === theirs) count.alike += 1;
    else count.differ += 1;
    counts.set(prompt, count);
  }
  return [...counts.values()];
}

/** Counts of the same prompt together, such as those of several people. */
export function mergeCounts(counts: readonly CardCount[]): CardCount[] {
  const merged = new Map<string, CardCount>();
  for (const { prompt, alike, differ, ties } of counts) {
    const none = { prompt, alike: 0, differ: 0, ties: 0 };
    const sum = merged.get(prompt) ?? none;
    sum.alike += alike;
    sum.differ += differ;
    sum.ties += ties;
    merged.set(prompt, sum);
  }
  return [...merged.values()];
}

/** Of all cards together. */
export function pairTotals(counts: readonly CardCount[]): {
  alike: number;
  pairs: number;
} {
  const alike = counts.reduce((sum, card) => sum + card.alike, 0);
  const differ = counts.reduce((sum, card) => sum + card.differ, 0);
  return { alike, pairs: alike + differ };
}
