/**
 * What a labeler is shown and what they say of it: a card has one prompt and
 * a few answers, a judgement has a rank for each of them. A page, a cell and a
 * simulated reader write the same judgements.
 */

export interface Card {
  /** unique among the cards of one labeler */
  id: string;
  /** in the Burrow's words, such as "ask: what does the owl eat ?" */
  prompt: string;
  /** in the order in which they are shown; words, with "<end>" at the end */
  answers: readonly string[];
  /** the card that comes again here, places shuffled, and nobody is told */
  repeats?: string;
}

export interface Judgement extends Card {
  /** a rank per answer, in the order shown: 1 is the best, ties share one */
  ranks: readonly number[];
  /** the labeler's name */
  who: string;
  /** when it was given: ISO 8601, in UTC */
  time: string;
  /** how long the card was looked at */
  seconds: number;
}

/** Winner and loser of every pair that was told apart, as indices. */
export function preferredPairs(
  ranks: readonly number[],
): { better: number; worse: number }[] {
  const places = ranks.map((_, i) => i);
  return places.flatMap((better) =>
    places
      .filter((worse) => ranks[better]! < ranks[worse]!)
      .map((worse) => ({ better, worse })),
  );
}
