/**
 * The words of the paper chase, a second toy world beside the Burrow: small
 * puzzles in which it pays to think aloud.
 *
 * A word's position is its token id, so the order is part of every checkpoint.
 */
import { createTokenizer } from "../tokenizer.ts";

/** Who may take part in a chase. */
export const NAMES = [
  "ant",
  "bat",
  "cow",
  "doe",
  "eel",
  "fox",
  "gnu",
  "hen",
  "ibis",
  "jay",
  "kid",
  "lynx",
] as const;

export type Name = (typeof NAMES)[number];

/** How many notes to follow. */
export const STEPS = ["1", "2", "3", "4", "5"] as const;

/**
 * A note is `jay kid .`, a question `3 from jay`; `step` opens a walk. `ask`
 * stands in place of the number where a whole walk is wanted.
 */
export const WORDS: readonly string[] = [
  "<pad>",
  "<end>",
  ...NAMES,
  ...STEPS,
  ".",
  "from",
  "ask",
  "step",
];

/** One word, one token. */
export const chase = createTokenizer(WORDS);
