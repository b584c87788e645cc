import { expect, test } from "vitest";
import { fitTaste } from "../../../snippets/labeler/fit-taste.ts";
import { hasCard, tasteOf } from "../../../snippets/labeler/taste-of.ts";
import { smallDeck } from "./small-deck.ts";

const deck = smallDeck();
const [{ prompt, answers }] = deck.prompts as [(typeof deck.prompts)[number]];
const card = { id: "card 1", prompt, answers: [answers[0]!.text, answers[3]!.text] };

test("a judgement is fitted on what the deck says of its answers", () => {
  const judgement = { ...card, ranks: [2, 1], who: "you", time: "", seconds: 1 };
  const features = [answers[0]!.features, answers[3]!.features];
  expect(tasteOf([judgement], deck)).toEqual(fitTaste([{ features, ranks: [2, 1] }], { names: deck.features }));
});

test("a card is the deck's if it has the prompt, and all answers to it", () => {
  expect(hasCard(deck, card)).toBe(true);
  expect(hasCard(deck, { ...card, prompt: "ask: what is this ?" })).toBe(false);
  expect(hasCard(deck, { ...card, answers: [...card.answers, "of another deck <end>"] })).toBe(false);
});
