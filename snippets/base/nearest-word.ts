/** Which of some words was probably meant. */

/**
 * The nearest by edit distance, if a third of its letters at most differ, or
 * one that the word begins with ("foxes"); undefined if there is none.
 */
export function nearestWord(
  word: string,
  words: readonly string[],
): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const known of words) {
    if (Math.abs(known.length - word.length) >= least) continue;
    const distance = editDistance(word, known);
    if (distance < least && distance < known.length) {
      [best, least] = [known, distance];
    }
  }
  return (
    best ?? words.find((known) => known.length > 2 && word.startsWith(known))
  );
}

/** Letters put in, taken out, changed, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(changed, row[j]! + 1, next[j - 1]! + 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (i > 1 && j > 1 && isSwap) {
        next[j] = Math.min(next[j]!, older[j - 2]! + 1);
      }
    }
    [older, row] = [row, next];
  }
  return row[b.length]!;
}
