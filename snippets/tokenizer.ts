/**
 * Text to numbers and back: one word, one token.
 *
 * GPT-2 and GPT-3 cut text into sub-words (byte-pair encoding). Our world has
 * 125 words, so every word is a token of its own and the step is left out.
 */
import { assert } from "./base/assert.ts";

/** Token 0 fills rows that are too short; token 1 ends a document or answer. */
export const PAD = 0;
export const END = 1;

export interface Tokenizer {
  /** the vocabulary; a token's id is its position */
  readonly words: readonly string[];
  /** "the fox ." -> [88, 15, 10]; throws an InputError on an unknown word */
  encode(text: string): number[];
  /** [88, 15, 10] -> "the fox ." */
  decode(ids: ArrayLike<number>): string;
  /** its tokenizer.json, if that has more to it than the words */
  readonly json?: object;
}

/** A tokenizer whose token ids are the positions in `words`. */
export function createTokenizer(words: readonly string[]): Tokenizer {
  const ids = new Map(words.map((word, id) => [word, id]));
  assert(
    ids.size === words.length,
    "A vocabulary lists every word once, got a word twice.",
  );
  return {
    words,
    encode: (text) => split(text).map((word) => idOf(word, ids)),
    decode: (tokens) => Array.from(tokens, (id) => wordOf(id, words)).join(" "),
  };
}

/** Words are separated by spaces; punctuation is a word of its own. */
function split(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function idOf(word: string, ids: Map<string, number>): number {
  const id = ids.get(word);
  assert(
    id !== undefined,
    () =>
      `"${word}" is not one of the ${ids.size} words of this vocabulary. ` +
      `Put spaces around punctuation and use known words, such as: ` +
      `${[...ids.keys()].slice(2, 40).join(" ")} ...`,
  );
  return id;
}

function wordOf(id: number, words: readonly string[]): string {
  const word = words[id];
  assert(
    word !== undefined,
    `Token ids run from 0 to ${words.length - 1}, got ${id}.`,
  );
  return word;
}
