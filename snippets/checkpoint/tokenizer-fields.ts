/** The fields of a tokenizer.json; what can't be read is named. */
import { assert } from "../base/assert.ts";
import type { AddedToken } from "./added-tokens.ts";
import { isRecord, type Json } from "./files.ts";

/** The tokens by their ids, those that are only in added_tokens too. */
export function readVocabulary(json: Json, words: Json) {
  const added = readAddedTokens(json);
  const ids = new Map<string, number>();
  for (const [word, id] of Object.entries(words)) {
    assert(
      isId(id),
      () =>
        `tokenizer.json: expected a whole number from 0 as the id of each ` +
        `token, got ${JSON.stringify(id)} for ${JSON.stringify(word)}.`,
    );
    ids.set(word, id);
  }
  for (const { content, id } of added) ids.set(content, id);
  const byId: (string | undefined)[] = [];
  for (const [word, id] of ids) {
    assert(
      byId[id] === undefined,
      () => `tokenizer.json: ${word} and ${byId[id]} have the same id, ${id}.`,
    );
    byId[id] = word;
  }
  return { ids, byId, added };
}

/** The largest vocabularies have a quarter of a million tokens. */
const isId = (id: unknown): id is number =>
  Number.isInteger(id) && Number(id) >= 0 && Number(id) < 2 ** 24;

function readAddedTokens(json: Json): AddedToken[] {
  const list = json.added_tokens ?? [];
  assert(
    Array.isArray(list),
    `tokenizer.json: added_tokens is a list, got ${shown(list)}.`,
  );
  return list.map((token: unknown) => {
    const { id, content, single_word, lstrip, rstrip } = isRecord(token)
      ? token
      : ({} as Json);
    assert(
      isId(id) && typeof content === "string" && content !== "",
      `tokenizer.json: an added token has an id and a content, got ` +
        `${shown(token)}.`,
    );
    assert(
      single_word !== true,
      `tokenizer.json: single_word of ${content} can't be read here.`,
    );
    return { id, content, lstrip: lstrip === true, rstrip: rstrip === true };
  });
}

/** All that a byte-level BPE needs; throws if the file asks for more. */
export function readBpe(json: Json) {
  const model = isRecord(json.model) ? json.model : {};
  for (const key of ["continuing_subword_prefix", "end_of_word_suffix"]) {
    refuse(`model.${key}`, model[key] ?? "", [""]);
  }
  refuse("model.dropout", model.dropout ?? null, [null]);
  refuse("model.byte_fallback", model.byte_fallback ?? false, [false]);
  refuse("model.ignore_merges", model.ignore_merges ?? false, [false]);
  refuse("post_processor", typeOf(json.post_processor), [null, "ByteLevel"]);
  refuse("decoder", typeOf(json.decoder), ["ByteLevel"]);
  const cut = isRecord(json.pre_tokenizer) ? json.pre_tokenizer : {};
  refuse("pre_tokenizer", typeOf(cut), ["ByteLevel"]);
  refuse("pre_tokenizer.use_regex", cut.use_regex ?? true, [true]);
  assert(
    isRecord(model.vocab),
    `tokenizer.json: model.vocab is {...}, got ${shown(model.vocab)}.`,
  );
  const { ids, byId, added } = readVocabulary(json, model.vocab);
  return {
    ids,
    words: Array.from(byId, (word) => word ?? ""),
    merges: readMerges(model.merges),
    added,
    addPrefixSpace: cut.add_prefix_space === true,
    normalise: readNormalizer(json.normalizer),
  };
}

/** "a b" or ["a", "b"]: newer files have the second. */
function readMerges(merges: unknown): string[] {
  assert(
    Array.isArray(merges),
    `tokenizer.json: model.merges is a list, got ${shown(merges)}.`,
  );
  return merges.map((pair: unknown) => {
    const parts = typeof pair === "string" ? pair.split(" ") : pair;
    assert(
      Array.isArray(parts) &&
        parts.length === 2 &&
        parts.every((part) => typeof part === "string"),
      `tokenizer.json: a merge is a pair of tokens, got ${shown(pair)}.`,
    );
    return parts.join(" ");
  });
}

function readNormalizer(value: unknown): (text: string) => string {
  const form = typeOf(value);
  const forms = ["NFC", "NFD", "NFKC", "NFKD"];
  refuse("normalizer", form, [null, ...forms]);
  return form === null ? (text) => text : (text) => text.normalize(form);
}

function refuse(name: string, value: unknown, known: readonly unknown[]) {
  assert(
    known.includes(value),
    `tokenizer.json: ${name} is ${known.map(shown).join(" or ")} in ` +
      `tokenizers that can be read here, got ${shown(value)}.`,
  );
}

function typeOf(value: unknown): string | null {
  return isRecord(value) ? String(value.type) : null;
}

/** As JSON, in short. */
export function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 60);
}
