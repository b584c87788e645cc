/** A word-level tokenizer.json, as the tokenizers library has it. */
import { assert } from "../base/assert.ts";
import { createTokenizer, type Tokenizer } from "../tokenizer.ts";

/** One token per word, split at white space; the first two are special. */
export function toTokenizerJson(words: readonly string[]) {
  const special = (id: number) => ({
    id,
    content: words[id],
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [special(0), special(1)],
    normalizer: null,
    pre_tokenizer: { type: "WhitespaceSplit" },
    post_processor: null,
    // every word with the space before it, as GPT-2's words have theirs: so
    // texts that are decoded apart and joined are the same words again
    decoder: { type: "Replace", pattern: { Regex: "^" }, content: " " },
    model: {
      type: "WordLevel",
      vocab: Object.fromEntries(words.map((word, id) => [word, id])),
      // not a word of ours: an unknown word is an error, as it is here
      unk_token: "<unk>",
    },
  };
}

/** Throws an InputError unless it is word-level with ids 0 .. n-1. */
export function fromTokenizerJson(json: Record<string, unknown>): Tokenizer {
  const model = (json.model ?? {}) as { type?: unknown; vocab?: unknown };
  const { type, vocab } = model;
  assert(
    type === "WordLevel" && typeof vocab === "object" && vocab !== null,
    `tokenizer.json: expected a WordLevel model with its vocab, got ` +
      `${JSON.stringify(type)}. Sub-word tokenizers can't be read here.`,
  );
  const ids = Object.entries(vocab as Record<string, unknown>);
  const isNumbered = (entry: [string, unknown]): entry is [string, number] =>
    typeof entry[1] === "number";
  const odd = ids.find((entry) => !isNumbered(entry));
  assert(
    !odd,
    () =>
      `tokenizer.json: expected a number as the id of each word, got ` +
      `${JSON.stringify(odd![1])} for ${JSON.stringify(odd![0])}.`,
  );
  const entries = ids.filter(isNumbered).sort(([, a], [, b]) => a - b);
  const gap = entries.findIndex(([, id], i) => id !== i);
  assert(
    gap < 0,
    () =>
      `tokenizer.json: expected ids 0, 1, 2 ... without a gap, got ` +
      `${JSON.stringify(entries[gap]![1])} in the place of ${gap}.`,
  );
  return createTokenizer(entries.map(([word]) => word));
}
