/** A tokenizer.json, as the tokenizers library has it. */
import { assert } from "../base/assert.ts";
import { createTokenizer, type Tokenizer } from "../tokenizer.ts";
import { type Reading, readingFor } from "../base/split-words.ts";
import { byteLevelBpe } from "./byte-level-bpe.ts";
import { isRecord, type Json } from "./files.ts";
import { readVocabulary, shown } from "./tokenizer-fields.ts";

/**
 * One token per word, the first two special. Texts are read as split-words.ts
 * reads them, step by step in the words of the tokenizers library.
 */
export function toTokenizerJson(words: readonly string[]) {
  const reading = readingFor(words);
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
    normalizer: { type: "Sequence", normalizers: normalizers(reading) },
    // "Removed" and inverted: what is no word is left out
    pre_tokenizer: {
      type: "Split",
      pattern: { Regex: reading.words },
      behavior: "Removed",
      invert: true,
    },
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

function normalizers({ plain, lowercase, replacements }: Reading) {
  return [
    ...(plain ? [{ type: "NFKC" }] : []),
    ...(lowercase ? [{ type: "Lowercase" }] : []),
    ...replacements.map(({ pattern, by }) => {
      return { type: "Replace", pattern: { Regex: pattern }, content: by };
    }),
  ];
}

/** Word-level, or GPT-2's sub-words; throws an InputError on others. */
export function fromTokenizerJson(json: Json): Tokenizer {
  const model = isRecord(json.model) ? json.model : {};
  assert(
    model.type === "WordLevel" || model.type === "BPE",
    `tokenizer.json: expected a model of type "WordLevel" or "BPE", got ` +
      `${shown(model.type)}.`,
  );
  if (model.type === "BPE") return byteLevelBpe(json);
  assert(
    isRecord(model.vocab),
    `tokenizer.json: expected a WordLevel model with its vocab, got ` +
      `${shown(model.vocab)}.`,
  );
  const { byId } = readVocabulary(json, model.vocab);
  const words = Array.from(byId, (word, id) => {
    assert(
      word !== undefined,
      `tokenizer.json: expected ids 0, 1, 2 ... without a gap, got ` +
        `none in the place of ${id}.`,
    );
    return word;
  });
  return createTokenizer(words);
}
