/**
 * Deals cards from the deck: which prompt, which answers, in which places.
 *
 * Answers of different tones say most about a taste; two of the cards come
 * again later, unannounced, and show how far a labeler agrees with themselves.
 * Left out: choosing the card that the fit is least sure of, which gained
 * little over different tones.
 */
import { assert } from "../base/assert.ts";
import type { Rng } from "../random.ts";
import {
  differing,
  mostWanted,
  tonesShown,
  wantedTones,
} from "./card-answers.ts";
import type { Deck } from "./deck.ts";
import type { Card } from "./judgement.ts";

export interface DealOptions {
  /** answers on a card, 2 to 9 */
  answers?: number;
  /** the numbers of the cards that are an earlier one once more */
  repeatAt?: readonly number[];
}

/**
 * The card after those that were dealt: the first is "card 1". The same rng
 * and the same cards before give the same card.
 */
export function dealCard(
  deck: Deck,
  dealt: readonly Card[],
  rng: Rng,
  { answers = 4, repeatAt = [7, 11] }: DealOptions = {},
): Card {
  assert(
    Number.isInteger(answers) && answers >= 2 && answers <= 9,
    `A card has 2 to 9 answers, got ${answers}.`,
  );
  const number = dealt.length + 1;
  const own = rng.fork(`card ${number}`);
  const id = `card ${number}`;
  const again = repeatAt.includes(number) && cardToRepeat(dealt, own);
  return again
    ? repetition(again, id, own)
    : newCard(deck, dealt, id, answers, own);
}

/** Not one of the last two, if there are others: nobody is to remember it. */
function cardToRepeat(dealt: readonly Card[], rng: Rng): Card | undefined {
  const repeated = new Set(dealt.flatMap(({ repeats }) => repeats ?? []));
  const once = (cards: readonly Card[]) =>
    cards.filter(({ id, repeats }) => !repeats && !repeated.has(id));
  const older = once(dealt.slice(0, -2));
  const from = older.length > 0 ? older : once(dealt);
  return from.length > 0 ? rng.choice(from) : undefined;
}

/** The same answers in other places: no ranking by place agrees with itself. */
function repetition(card: Card, id: string, rng: Rng): Card {
  const { prompt, answers } = card;
  let places = rng.shuffle(answers);
  while (places.every((text, i) => text === answers[i])) {
    places = rng.shuffle(answers);
  }
  return { id, prompt, answers: places, repeats: card.id };
}

function newCard(
  deck: Deck,
  dealt: readonly Card[],
  id: string,
  count: number,
  rng: Rng,
): Card {
  const used = new Set(dealt.map(({ prompt }) => prompt));
  const left = deck.prompts.filter(({ prompt }) => !used.has(prompt));
  assert(
    left.length > 0,
    `All ${deck.prompts.length} prompts of the deck have been dealt.`,
  );
  const long = left.filter((entry) => entry.answers.length >= count);
  assert(
    long.length > 0,
    `None of the ${left.length} prompts that are left has ${count} answers. ` +
      `Ask for fewer per card.`,
  );
  const seen = tonesShown(deck, dealt);
  const entry = mostWanted(long, seen, count, rng);
  const chosen = differing(entry, wantedTones(entry, seen, count, rng), rng);
  const texts = rng.shuffle(chosen).map(({ text }) => text);
  return { id, prompt: entry.prompt, answers: texts };
}
