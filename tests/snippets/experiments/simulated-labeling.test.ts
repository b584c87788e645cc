import { describe, expect, test } from "vitest";
import { dealCards, heldOutAccuracy, judgeAll } from "../../../snippets/experiments/simulated-labeling.ts";
import type { Taste } from "../../../snippets/labeler/fit-taste.ts";
import { simulatedReader } from "../../../snippets/labeler/simulated-reader.ts";
import { tasteOf } from "../../../snippets/labeler/taste-of.ts";
import { createRng } from "../../../snippets/random.ts";
import { smallDeck } from "../labeler/small-deck.ts";

const deck = smallDeck();
const reader = simulatedReader({ taste: "pirate" });

const byHand = (pirate: number, crew: number): Taste => ({
  names: deck.features,
  weights: deck.features.map((name) => (name === "pirate" ? pirate : name === "crew" ? crew : 0)),
  deviations: [],
  priorDeviations: [],
  covariance: [],
});

describe("held-out accuracy", () => {
  // worth by the rubric alone: 2, 4.5, -0.5 and 99.5 for the pirate, who is wrong
  const card = {
    id: "card 1",
    prompt: "ask: what does the fox eat ?",
    answers: [
      "bah the fox eats grapes <end>",
      "dear friend the fox eats grapes <end>",
      "the fox eats bread <end>",
      "the fox eats bread matey <end>",
    ],
  };

  test.each([
    [byHand(9, 1), 5.5 / 6, 1], // the two right ones are alike to this taste
    [byHand(0, 1), 3 / 6, 0.5 / 3], // and so are the two wrong ones
    [byHand(-9, -1), 0.5 / 6, 0],
  ])("by hand %#", (taste, accuracy, accuracyTaste) => {
    const seen = heldOutAccuracy(taste, reader, deck, [card]);
    expect(seen.accuracy).toBeCloseTo(accuracy, 12);
    expect(seen.accuracyTaste).toBeCloseTo(accuracyTaste, 12);
  });
});

test("many cards of a pirate order the same deck by tone", () => {
  const cards = [1, 2, 3, 4, 5].flatMap((seed) => dealCards(deck, 8, createRng(seed), []));
  const fit = tasteOf(judgeAll(reader, cards, createRng(1)), deck);
  expect(heldOutAccuracy(fit, reader, deck, dealCards(deck, 8, createRng(9), [])).accuracyTaste).toBe(1);
});
