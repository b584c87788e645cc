import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dealCard, type DealOptions } from "../../../snippets/labeler/deal.ts";
import { featuresOf } from "../../../snippets/labeler/deck.ts";
import type { Card } from "../../../snippets/labeler/judgement.ts";
import { createRng } from "../../../snippets/random.ts";
import { writtenAnswer } from "../../../snippets/world/gold.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";
import { TONES, toneOf } from "../../../snippets/world/tones.ts";
import { verdict } from "../../../snippets/world/verdict.ts";
import { smallDeck } from "./small-deck.ts";

const deck = smallDeck();
const seeds = fc.integer({ min: 1, max: 1e6 });

function deal(seed: number, count: number, options?: DealOptions): Card[] {
  const cards: Card[] = [];
  while (cards.length < count) cards.push(dealCard(deck, cards, createRng(seed), options));
  return cards;
}

const tonesOf = ({ answers }: Card) => answers.map((text) => toneOf(writtenAnswer(text)));

describe("the cards of a deal", () => {
  test("are the same for the same seed, and others for another", () => {
    expect(deal(3, 8)).toEqual(deal(3, 8));
    expect(deal(3, 8)).not.toEqual(deal(4, 8));
  });

  test("have a prompt each, answers of the deck, of different tones and not equally true", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const cards = deal(seed, 8, { repeatAt: [] });
        expect(cards.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `card ${n}`));
        expect(new Set(cards.map(({ prompt }) => prompt)).size).toBe(8);
        for (const card of cards) {
          expect(new Set(tonesOf(card)).size).toBe(4);
          for (const text of card.answers) expect(featuresOf(deck, card.prompt, text)).toHaveLength(8);
          const request = parseRequest(card.prompt)!;
          const truth = card.answers.map((text) => verdict(request, writtenAnswer(text)));
          expect(new Set(truth).size).toBeGreaterThan(1);
        }
        expect(new Set(cards.slice(0, 2).flatMap(tonesOf))).toEqual(new Set(TONES));
      }),
      { numRuns: 30 },
    );
  });

  test("show every tone about equally often", () => {
    const shown = deal(1, 8, { repeatAt: [] }).flatMap(tonesOf);
    const counts = TONES.map((tone) => shown.filter((other) => other === tone).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1); // 32 places, 7 tones
  });

  test("have places that are shuffled: every tone comes first at times", () => {
    const first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((seed) =>
      deal(seed, 8, { repeatAt: [] }).map((card) => tonesOf(card)[0]),
    );
    for (const tone of TONES) expect(first.filter((other) => other === tone).length).toBeGreaterThan(3);
  });

  test("repeat two earlier ones at 7 and 11, in other places, each once", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const cards = deal(seed, 10, { repeatAt: [7, 10] });
        const repeats = cards.filter(({ repeats }) => repeats !== undefined);
        expect(repeats.map(({ id }) => id)).toEqual(["card 7", "card 10"]);
        expect(new Set(repeats.map(({ repeats }) => repeats)).size).toBe(2);
        for (const card of repeats) {
          const before = cards.find(({ id }) => id === card.repeats)!;
          expect(before.repeats).toBeUndefined();
          expect(card.prompt).toBe(before.prompt);
          expect([...card.answers].sort()).toEqual([...before.answers].sort());
          expect(card.answers).not.toEqual(before.answers);
          expect(cards.indexOf(card) - cards.indexOf(before)).toBeGreaterThan(2);
        }
      }),
      { numRuns: 30 },
    );
  });

  test.each([2, 3, 9])("can have %i answers, all different", (answers) => {
    for (const card of deal(5, 6, { answers })) {
      expect(new Set(card.answers).size).toBe(answers);
      expect(new Set(tonesOf(card)).size).toBe(Math.min(answers, TONES.length));
    }
  });
});

describe("in words", () => {
  test.each([1, 10, 2.5])("%s answers are refused", (answers) => {
    expect(() => deal(1, 1, { answers })).toThrow(`A card has 2 to 9 answers, got ${answers}.`);
  });

  test("an empty deck says so", () => {
    expect(() => deal(1, 9, { repeatAt: [] })).toThrow("All 8 prompts of the deck have been dealt.");
  });

  test("so does one with too few answers", () => {
    const short = { ...deck, prompts: deck.prompts.map((p) => ({ ...p, answers: p.answers.slice(0, 3) })) };
    expect(() => dealCard(short, [], createRng(1))).toThrow("None of the 8 prompts that are left has 4 answers.");
  });

  test("what is not in the deck has no features", () => {
    expect(() => featuresOf(deck, "ask: no", "grapes <end>")).toThrow('The deck has no prompt "ask: no".');
    const { prompt } = deck.prompts[0]!;
    expect(() => featuresOf(deck, prompt, "bah")).toThrow('The deck has no answer "bah"');
    expect(featuresOf(deck, prompt, "grapes <end>")).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
  });
});
