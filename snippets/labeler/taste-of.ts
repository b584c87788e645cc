/** From judgements to a taste: their cards looked up in a deck, and fitted. */
import { type Deck, featuresOf } from "./deck.ts";
import { fitTaste, type Taste } from "./fit-taste.ts";
import type { Card, Judgement } from "./judgement.ts";

/** The taste that these judgements show; the deck must have all their cards. */
export function tasteOf(judgements: readonly Judgement[], deck: Deck): Taste {
  const judged = judgements.map(({ prompt, answers, ranks }) => {
    const features = answers.map((text) => featuresOf(deck, prompt, text));
    return { features, ranks };
  });
  return fitTaste(judged, { names: deck.features });
}

/** Whether the deck has all of a card; a file may come from another deck. */
export function hasCard(
  deck: Deck,
  { prompt, answers }: Pick<Card, "prompt" | "answers">,
): boolean {
  const entry = deck.prompts.find((one) => one.prompt === prompt);
  const texts = new Set(entry?.answers.map(({ text }) => text));
  return answers.every((text) => texts.has(text));
}
