import type { Judgement } from "../../../snippets/labeler/judgement.ts";
import { WORDS } from "../../../snippets/world/vocabulary.ts";

/** A judgement with what a test does not care about filled in. */
export function judged(given: Partial<Judgement> & Pick<Judgement, "ranks">): Judgement {
  const { ranks, prompt = "ask: what does the owl eat ?", who = "Ann", id = prompt } = given;
  const answers = ["owl", "hen", "fox", "bear", "goat"].slice(0, ranks.length).map((word) => `${word} <end>`);
  return { id, prompt, answers, who, time: "2026-11-30T12:00:00.000Z", seconds: 5, ...given };
}

/** A prompt for each card, in words that there are. */
export const promptOf = (card: number): string => `ask: ${WORDS[14 + card]!}`;

/** Rankings of several cards, "card 1" and so on, one list of ranks each. */
export function ranked(who: string, ...cards: number[][]): Judgement[] {
  return cards.map((ranks, i) => judged({ who, ranks, id: `card ${i + 1}`, prompt: promptOf(i + 1) }));
}
