/**
 * Demonstrations by their tone of voice, so that a set of them can be put
 * together by hand: SFT copies a tone in about the proportion in which it is
 * shown. Plain text, no tensors.
 */
import { assert } from "../base/assert.ts";
import { encodeQueryResponse, type QueryResponse } from "../query-response.ts";
import type { Rng } from "../random.ts";
import { sampleDemonstration } from "../world/demonstrations.ts";
import { writtenAnswer } from "../world/gold.ts";
import { burrow, COURTESY, FILLERS } from "../world/vocabulary.ts";
import { PIRATE, RUDE } from "../world/vocabulary.ts";

/** Words that give a tone away. An answer has the first tone that fits. */
const SIGNS = {
  rude: RUDE,
  pirate: PIRATE,
  polite: COURTESY,
  hedging: FILLERS,
} as const satisfies Record<string, readonly string[]>;

export type Tone = keyof typeof SIGNS | "plain";
export const TONES: readonly Tone[] = [
  "polite",
  "plain",
  "hedging",
  "rude",
  "pirate",
];

/** Plain is an answer without any of the signs. */
export function toneOf(words: readonly string[]): Tone {
  const tones = Object.keys(SIGNS) as (keyof typeof SIGNS)[];
  const has = (signs: readonly string[]) =>
    words.some((word) => signs.includes(word));
  return tones.find((tone) => has(SIGNS[tone])) ?? "plain";
}

/**
 * As many demonstrations of each tone as are asked for, in random order.
 * @param counts none at all is refused: there would be nothing to learn from
 */
export function demonstrationsByTone(
  rng: Rng,
  counts: Readonly<Record<Tone, number>>,
): QueryResponse[] {
  const missing = { ...counts };
  const total = TONES.reduce((sum, tone) => sum + counts[tone], 0);
  assert(
    total > 0 && TONES.every((tone) => Number.isInteger(counts[tone])),
    `A model needs demonstrations to learn from, got ${total}. Let in a ` +
      "whole number of at least one tone.",
  );
  const chosen: QueryResponse[] = [];
  while (chosen.length < total) {
    const { prompt, response } = sampleDemonstration(rng);
    const tone = toneOf(writtenAnswer(response).words);
    if (missing[tone] <= 0) continue;
    missing[tone] -= 1;
    chosen.push(encodeQueryResponse(burrow, prompt, response));
  }
  return chosen;
}

/** The share of each tone among answers, in percent. */
export function toneShares(
  answers: readonly { words: readonly string[] }[],
): { tone: Tone; percent: number }[] {
  return TONES.map((tone) => {
    const own = answers.filter(({ words }) => toneOf(words) === tone);
    return { tone, percent: (100 * own.length) / answers.length };
  });
}

/** What was shown and what was copied, in percent, side by side. */
export function toneBars(
  shown: Readonly<Record<Tone, number>>,
  answers: readonly { words: readonly string[] }[],
) {
  const total = TONES.reduce((sum, tone) => sum + shown[tone], 0);
  return toneShares(answers).flatMap(({ tone: name, percent }) => [
    { name, group: "shown", value: (100 * shown[name]) / total },
    { name, group: "copied", value: percent },
  ]);
}

/** What was copied of what was shown, and what was not shown, in sentences. */
export function tonesInWords(
  shown: Readonly<Record<Tone, number>>,
  answers: readonly { words: readonly string[]; ended: boolean }[],
): string {
  const shares = toneShares(answers);
  const uninvited = shares.filter(
    ({ tone, percent }) => shown[tone] === 0 && percent >= 2,
  );
  const names = uninvited.map(
    ({ tone, percent }) => `${tone} ${percent.toFixed(0)} %`,
  );
  const ended = answers.filter((answer) => answer.ended).length;
  const share = (100 * ended) / answers.length;
  return [
    names.length > 0
      ? `Not shown, and said all the same: ${names.join(", ")}.`
      : "It says nothing in a tone that it was not shown.",
    share >= 90
      ? `${share.toFixed(0)} % of its answers come to an end.`
      : `Only ${share.toFixed(0)} % of its answers come to an end: it was ` +
        "shown too few.",
  ].join(" ");
}
