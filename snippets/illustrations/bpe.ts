/**
 * Byte-pair encoding: how a tokenizer finds its pieces (Sennrich et al. 2016;
 * on bytes, Radford et al. 2019). Begin with single bytes; join the pair of
 * neighbours that is met most often into a piece of its own; and again.
 *
 * A piece never reaches across words; the space before a word is part of it.
 * Left out: GPT-2's rules for contractions such as "don't". Plain text, no
 * tensors.
 */
import { assert } from "../base/assert.ts";
import { createRng } from "../random.ts";
import { sampleDocument } from "../world/corpus.ts";

/** Before any merge, each of the 256 bytes is a piece. */
export const BYTES = 256;

/** Two neighbours that became one piece. Each character stands for a byte. */
export interface Merge {
  left: string;
  right: string;
  /** how often they were met side by side in the text */
  count: number;
}

const WORD = / ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+/gu;

/** A word as its bytes in UTF-8, a character for each. */
function bytesOf(word: string): string[] {
  return [...new TextEncoder().encode(word)].map((b) => String.fromCharCode(b));
}

const wordsOf = (text: string) => text.match(WORD) ?? [];

/**
 * The merges of a text, in the order in which they are learned: always the
 * most frequent pair, of equals the one that is met first.
 * @param most how many; fewer, once no pair is met twice
 */
export function learnMerges(text: string, most: number): Merge[] {
  assert(
    Number.isInteger(most) && most >= 0,
    `The number of merges is a whole number from 0, got ${most}.`,
  );
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  let words = [...counts].map(([word, count]) => {
    return { pieces: bytesOf(word), count };
  });
  const merges: Merge[] = [];
  while (merges.length < most) {
    const merge = mostFrequentPair(words);
    if (!merge || merge.count < 2) break;
    merges.push(merge);
    words = words.map(({ pieces, count }) => {
      return { pieces: joined(pieces, merge), count };
    });
  }
  return merges;
}

function mostFrequentPair(
  words: readonly { pieces: string[]; count: number }[],
): Merge | undefined {
  const pairs = new Map<string, Merge>();
  for (const { pieces, count } of words) {
    for (let i = 1; i < pieces.length; i++) {
      const [left, right] = [pieces[i - 1]!, pieces[i]!];
      const key = `${left.length} ${left}${right}`;
      const before = pairs.get(key)?.count ?? 0;
      pairs.set(key, { left, right, count: before + count });
    }
  }
  return [...pairs.values()].reduce<Merge | undefined>(
    (best, pair) => (best && best.count >= pair.count ? best : pair),
    undefined,
  );
}

/** The same pieces, with `left` and `right` joined wherever they meet. */
function joined(pieces: readonly string[], { left, right }: Merge): string[] {
  const out: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const isPair = pieces[i] === left && pieces[i + 1] === right;
    out.push(isPair ? left + right : pieces[i]!);
    if (isPair) i++;
  }
  return out;
}

/** The tokens of a text: its words' bytes, merged in the order of learning. */
export function cutIntoPieces(
  text: string,
  merges: readonly Merge[],
): string[] {
  return wordsOf(text).flatMap((word) => merges.reduce(joined, bytesOf(word)));
}

/** " owl" -> "␣owl"; bytes that are no whole letter -> "<0xEC>". */
export function written(piece: string): string {
  const bytes = Uint8Array.from(piece, (byte) => byte.charCodeAt(0));
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.replaceAll(" ", "␣").replaceAll("\n", "⏎");
  } catch {
    const hex = [...bytes].map((byte) => byte.toString(16).toUpperCase());
    return hex.map((byte) => `<0x${byte}>`).join("");
  }
}

/** The last merge, the sizes, and the words that are not whole. */
export function mergesInWords(merges: readonly Merge[], text: string): string {
  const last = merges.at(-1);
  const cut = (word: string) => cutIntoPieces(word, merges).length;
  const broken = wordsOf(text).filter((word) => cut(word) > 1);
  const names = [...new Set(broken.map((word) => word.trim()))].slice(0, 8);
  return [
    last
      ? `Merge ${merges.length}: “${written(last.left)}” and ` +
        `“${written(last.right)}” become one piece, met ${last.count} times.`
      : "No merge yet: every byte is a token.",
    `Vocabulary: ${BYTES + merges.length} pieces. ` +
      `Bytes of your text: ${bytesOf(text).length}, tokens: ${cut(text)}.`,
    `Not in one piece: ${names.join(", ") || "nothing"}.`,
  ].join("\n");
}

/** What the Burrow writes: documents of the corpus, the same every time. */
export function burrowText(documents = 1000): string {
  const rng = createRng(1).fork("pieces");
  const texts = Array.from({ length: documents }, () => sampleDocument(rng));
  return texts.map(({ text }) => text).join("\n");
}
