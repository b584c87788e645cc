/**
 * Text to numbers and back: one word, one token.
 *
 * GPT-2 and GPT-3 cut text into sub-words (byte-pair encoding). Our world has
 * 125 words, so every word is a token of its own and the step is left out.
 */
import { assert } from "./base/assert.ts";
import { nearestWord } from "./base/nearest-word.ts";
import { wordSplitter } from "./base/split-words.ts";

/** Token 0 fills rows that are too short; token 1 ends a document or answer. */
export const PAD = 0;
export const END = 1;

export interface Tokenizer {
  /** the vocabulary; a token's id is its position */
  readonly words: readonly string[];
  /** "The fox." -> [88, 15, 10]; throws an InputError on an unknown word */
  encode(text: string): number[];
  /** [88, 15, 10] -> "the fox ." */
  decode(ids: ArrayLike<number>): string;
  /** its tokenizer.json, if that has more to it than the words */
  readonly json?: object;
}

/**
 * A tokenizer whose token ids are the positions in `words`. It reads text as
 * people type it: split-words.ts says what is done to it before.
 * @param place what the vocabulary is called when a word is not in it
 */
export function createTokenizer(
  words: readonly string[],
  place = "this vocabulary",
): Tokenizer {
  const ids = new Map(words.map((word, id) => [word, id]));
  assert(
    ids.size === words.length,
    "A vocabulary lists every word once, got a word twice.",
  );
  const split = wordSplitter(words);
  const idOf = (word: string): number => {
    const id = ids.get(word);
    assert(id !== undefined, () => unknownWord(word, words, place));
    return id;
  };
  const whole = wordsReadWhole(words, split);
  return {
    words,
    encode(text) {
      const tokens = text.split(" ").map((word) => whole.get(word));
      return tokens.every((id) => id !== undefined)
        ? tokens
        : split(text).map(idOf);
    },
    decode: (tokens) => Array.from(tokens, (id) => wordOf(id, words)).join(" "),
  };
}

/**
 * The words that are read as they stand. A text that is nothing but those, as
 * all texts of our world are, is cut at its spaces, in half the time.
 */
function wordsReadWhole(
  words: readonly string[],
  split: (text: string) => string[],
): Map<string, number> {
  if (words.some((word) => /\s/.test(word))) return new Map();
  const all = words.map((word, id) => [word, id] as const);
  return new Map(
    all.filter(([word]) => {
      const read = split(word);
      return read.length === 1 && read[0] === word;
    }),
  );
}

/** What is said of a word that there is no token for. */
function unknownWord(
  word: string,
  words: readonly string[],
  place: string,
): string {
  const plain = words.filter((known) => /^\p{L}+$/u.test(known));
  const meant = nearestWord(word, plain);
  return meant === undefined
    ? `There is no "${word}" in ${place}. Its ${words.length} words are such ` +
        `as: ${words.slice(2, 40).join(" ")} ...`
    : `There is no "${word}" in ${place}; did you mean "${meant}"?`;
}

function wordOf(id: number, words: readonly string[]): string {
  const word = words[id];
  assert(
    word !== undefined,
    `Token ids run from 0 to ${words.length - 1}, got ${id}.`,
  );
  return word;
}
