/**
 * Which prompt and which answers make a card that says much about a taste:
 * tones that were rarely shown, and answers that are not all equally true.
 */
import type { Rng } from "../random.ts";
import { writtenAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { type Tone, TONES } from "../world/tones.ts";
import { verdict } from "../world/verdict.ts";
import type { Deck, DeckAnswer, DeckPrompt } from "./deck.ts";
import type { Card } from "./judgement.ts";

/** How often each tone was on a card. */
export function tonesShown(
  deck: Deck,
  dealt: readonly Card[],
): Map<Tone, number> {
  const counts = new Map<Tone, number>(TONES.map((tone) => [tone, 0]));
  for (const { prompt, answers } of dealt) {
    const entry = deck.prompts.find((entry) => entry.prompt === prompt);
    for (const { text, tone } of entry?.answers ?? []) {
      if (answers.includes(text)) counts.set(tone, counts.get(tone)! + 1);
    }
  }
  return counts;
}

/** Of eight prompts the one that can show the tones that were shown least. */
export function mostWanted(
  entries: readonly DeckPrompt[],
  seen: ReadonlyMap<Tone, number>,
  count: number,
  rng: Rng,
): DeckPrompt {
  const few = rng.shuffle(entries).slice(0, 8);
  const cost = (entry: DeckPrompt) => {
    const own = [...new Set(entry.answers.map(({ tone }) => tone))];
    const shown = own.map((tone) => seen.get(tone)!).sort((a, b) => a - b);
    const best = shown.slice(0, count);
    const missing = Math.max(0, Math.min(count, TONES.length) - best.length);
    return best.reduce((sum, n) => sum + n, 0) + 100 * missing;
  };
  return few.reduce((best, entry) => (cost(entry) < cost(best) ? entry : best));
}

/** A tone per place, those shown least first; then from the start again. */
export function wantedTones(
  { answers }: DeckPrompt,
  seen: ReadonlyMap<Tone, number>,
  count: number,
  rng: Rng,
): Tone[] {
  const left = new Map<Tone, number>();
  for (const { tone } of answers) left.set(tone, (left.get(tone) ?? 0) + 1);
  const order = rng
    .shuffle([...left.keys()])
    .sort((a, b) => seen.get(a)! - seen.get(b)!);
  const tones: Tone[] = [];
  while (tones.length < count) {
    for (const tone of order) {
      if (tones.length === count || left.get(tone) === 0) continue;
      left.set(tone, left.get(tone)! - 1);
      tones.push(tone);
    }
  }
  return tones;
}

/** Answers in these tones; of ten draws the first that is not equally true. */
export function differing(
  { prompt, answers }: DeckPrompt,
  tones: readonly Tone[],
  rng: Rng,
): DeckAnswer[] {
  const request = parseRequest(prompt);
  let last: DeckAnswer[] = [];
  for (let i = 0; i < 10; i++) {
    const pool = rng.shuffle(answers);
    last = tones.map((tone) => {
      const at = pool.findIndex((answer) => answer.tone === tone);
      return pool.splice(at, 1)[0]!;
    });
    if (!request) break;
    const verdicts = last.map(({ text }) =>
      verdict(request, writtenAnswer(text)),
    );
    if (new Set(verdicts).size > 1) break;
  }
  return last;
}
