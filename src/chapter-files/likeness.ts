/**
 * How much of one program is in another, whatever their layout: counted in runs of three words. A
 * formatter changes quotes, commas and lines, but hardly ever a word.
 */
const runLength = 3;

export type WordRuns = ReadonlySet<string>;

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

export function wordRuns(text: string): WordRuns {
  const words = wordsOf(text);
  if (words.length === 0) return new Set();
  if (words.length < runLength) return new Set([words.join(" ")]);
  return new Set(words.slice(runLength - 1).map((_, at) => words.slice(at, at + runLength).join(" ")));
}

export function sharedRuns(a: WordRuns, b: WordRuns): number {
  let count = 0;
  for (const run of a) if (b.has(run)) count++;
  return count;
}

/** Which part of `a` is also in `b`, from 0 to 1. */
export function shareIn(a: WordRuns, b: WordRuns): number {
  return a.size === 0 ? 0 : sharedRuns(a, b) / a.size;
}
