/**
 * GPT-2's tokenizer, from the vocabulary and the merges of its tokenizer.json.
 *
 * Text is cut into words with the space before them, a word into its bytes in
 * UTF-8, and neighbours are merged, the pair that was learned first at first,
 * until no pair is left to merge (Radford et al. 2019, section 2.2).
 */
import { assert } from "../base/assert.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { byteCharacters, bytesOf } from "./byte-characters.ts";
import { splitter } from "./added-tokens.ts";
import type { Json } from "./files.ts";
import { readBpe } from "./tokenizer-fields.ts";

// White space as Unicode has it: \s of JavaScript differs in two characters.
const WORDS = new RegExp(
  String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|` +
    String.raw` ?[^\p{White_Space}\p{L}\p{N}]+|` +
    String.raw`\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+`,
  "gu",
);

/** Throws an InputError on a file that asks for something else. */
export function byteLevelBpe(json: Json): Tokenizer {
  const { words, ids, merges, added, addPrefixSpace, normalise } =
    readBpe(json);
  const ranks = new Map(merges.map((pair, rank) => [pair, rank]));
  const split = splitter(added);
  const known = new Map<string, number[]>();
  const encodeWord = (word: string): number[] => {
    const cached = known.get(word);
    if (cached) return cached;
    const tokens = merge([...byteCharacters(word)], ranks).map((piece) => {
      const id = ids.get(piece);
      assert(
        id !== undefined,
        () => `tokenizer.json has no token for ${JSON.stringify(word)}.`,
      );
      return id;
    });
    known.set(word, tokens);
    return tokens;
  };
  const encodeText = (text: string): number[] => {
    const plain = normalise(text);
    const prefix = addPrefixSpace && plain !== "" && !plain.startsWith(" ");
    const cut = (prefix ? ` ${plain}` : plain).match(WORDS) ?? [];
    return cut.flatMap(encodeWord);
  };
  return {
    words,
    json,
    encode: (text) =>
      split(text).flatMap((part) =>
        typeof part === "number" ? [part] : encodeText(part),
      ),
    decode: (tokens) =>
      textOf(Array.from(tokens, (id) => words[id] ?? "").map(bytesOf)),
  };
}

/** Merges neighbours, the pair of the lowest rank first. */
function merge(pieces: string[], ranks: Map<string, number>): string[] {
  for (;;) {
    let best = Infinity;
    let at = -1;
    for (let i = 0; i + 1 < pieces.length; i++) {
      const rank = ranks.get(`${pieces[i]} ${pieces[i + 1]}`) ?? Infinity;
      if (rank < best) [best, at] = [rank, i];
    }
    if (at < 0) return pieces;
    const [left, right] = [pieces[at]!, pieces[at + 1]!];
    pieces = mergeAll(pieces, left, right);
  }
}

/** Every place where the two are neighbours, from the left. */
function mergeAll(pieces: string[], left: string, right: string): string[] {
  const merged: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const isPair = pieces[i] === left && pieces[i + 1] === right;
    merged.push(isPair ? left + right : pieces[i]!);
    if (isPair) i += 1;
  }
  return merged;
}

/** Bytes that are no UTF-8, as half a letter is not, become U+FFFD. */
function textOf(parts: readonly Uint8Array[]): string {
  const bytes = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
