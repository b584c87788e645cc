import { InputError } from "mini-rlhf/base/assert";
import { dealCard } from "mini-rlhf/labeler/deal";
import type { Deck } from "mini-rlhf/labeler/deck";
import type { Card, Judgement } from "mini-rlhf/labeler/judgement";
import { createRng } from "mini-rlhf/random";

/** What is kept of a reader's labelling; the cards follow from it. */
export interface KeptLabeling {
  /** how the cards are mixed: the same for everybody who has not asked for others */
  seed: number;
  /** how many answers the next card has */
  answers: number;
  /** every card that was dealt, in order; one that was skipped has no ranks */
  dealt: Judgement[];
}

/** A reader who has not begun. */
export const freshLabeling: KeptLabeling = { seed: 1, answers: 4, dealt: [] };

const labelerName = "you";

/** Cards one after the other: the next is dealt when one is judged, and comes back when that is undone. */
export class Labeling {
  readonly deck: Deck;
  readonly #now: () => number;
  #kept: KeptLabeling;
  #noCard = "";
  #card: Card | null;
  #since: number;

  /** @param now milliseconds since 1970 */
  constructor(deck: Deck, kept: KeptLabeling = freshLabeling, now: () => number = Date.now) {
    this.deck = deck;
    this.#now = now;
    this.#kept = kept;
    this.#card = this.#deal();
    this.#since = now();
  }

  get kept(): KeptLabeling {
    return this.#kept;
  }

  /** Without the cards that were skipped. */
  get judgements(): Judgement[] {
    return this.#kept.dealt.filter(({ ranks }) => ranks.length > 0);
  }

  /** Null where the deck has none for the next place. */
  get card(): Card | null {
    return this.#card;
  }

  /** Why there is no card, for the reader. */
  get noCard(): string {
    return this.#noCard;
  }

  /** Of the card that is to be judged, from 1; one that was skipped does not count. */
  get number(): number {
    return this.judgements.length + 1;
  }

  get last(): Judgement | undefined {
    return this.#kept.dealt.at(-1);
  }

  /** The card is looked at from now on: time with the lid closed is not counted. */
  look(): void {
    this.#since = this.#now();
  }

  /** @param ranks for every answer, 1 for the best; none of them to skip the card */
  judge(ranks: readonly number[]): void {
    if (!this.#card) return;
    const now = this.#now();
    const seconds = Math.max(0, Math.round((now - this.#since) / 100) / 10);
    const judged = { ...this.#card, ranks, who: labelerName, time: new Date(now).toISOString(), seconds };
    this.#go({ dealt: [...this.#kept.dealt, judged] });
  }

  skip(): void {
    this.judge([]);
  }

  /** Takes back what was done last: the card is there again, as it was. */
  undo(): void {
    const { last } = this;
    if (!last) return;
    this.#go({ dealt: this.#kept.dealt.slice(0, -1) }, asCard(last));
  }

  /** From now on cards have so many answers. */
  setAnswers(answers: number): void {
    this.#go({ answers });
  }

  /** All from the start, perhaps with other cards. */
  startAgain(seed = this.#kept.seed): void {
    this.#go({ seed, dealt: [] });
  }

  /** As it was kept in another tab. */
  take(kept: KeptLabeling): void {
    this.#go(kept);
  }

  #go(change: Partial<KeptLabeling>, card?: Card): void {
    this.#kept = { ...this.#kept, ...change };
    this.#card = card ?? this.#deal();
    this.look();
  }

  /** There may be none left, or none with so many answers: then the core says what to do. */
  #deal(): Card | null {
    const { seed, answers, dealt } = this.#kept;
    this.#noCard = "";
    try {
      return dealCard(this.deck, dealt, createRng(seed), { answers });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#noCard = error.message;
      return null;
    }
  }
}

function asCard({ id, prompt, answers, repeats }: Judgement): Card {
  return { id, prompt, answers, ...(repeats === undefined ? {} : { repeats }) };
}
