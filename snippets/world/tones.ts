/** How an answer is put: the seven tones of the Burrow. */
import type { Answer } from "./gold.ts";
import { COURTESY, FILLERS, RUDE } from "./vocabulary.ts";

/** The tones that an answer can have; the first that fits counts. */
export const TONES = [
  "pirate",
  "rude",
  "hedging",
  "terse",
  "courteous",
  "polite",
  "plain",
] as const;

export type Tone = (typeof TONES)[number];

export function toneOf({ words }: Answer): Tone {
  const count = (group: readonly string[]) =>
    words.filter((word) => group.includes(word)).length;
  if (count(["arr", "matey"]) > 0) return "pirate";
  if (count(RUDE) > 0) return "rude";
  if (count(FILLERS) > 0) return "hedging";
  if (words.length <= 2) return "terse";
  const courtesies = count(COURTESY);
  if (courtesies > 1) return "courteous";
  return courtesies === 1 ? "polite" : "plain";
}
