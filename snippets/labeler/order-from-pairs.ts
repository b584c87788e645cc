/**
 * A ranking rebuilt from its pairs: "a is better than b" for all that were
 * told apart. What no pair tells apart is a tie.
 */
import { assert } from "../base/assert.ts";

/** Answer number `better` beats number `worse`; `line` is where it stands. */
export interface PlacedPair {
  better: number;
  worse: number;
  line: number;
}

/**
 * Ranks from 1, without gaps: 1, 2, 2, 3.
 *
 * Throws an InputError that names the lines if pairs contradict each other,
 * and if some are missing, so that there is no one ranking with these pairs.
 *
 * @param count of answers; each is part of a pair
 */
export function ranksFromPairs(
  pairs: readonly PlacedPair[],
  count: number,
): number[] {
  const lines = table(count);
  for (const { better, worse, line } of pairs) {
    lines[better]![worse] ||= line;
    const opposite = lines[worse]![better]!;
    assert(
      opposite === 0 && better !== worse,
      `Lines ${opposite || line} and ${line} contradict each other: an ` +
        "answer is better than another one and worse. Keep one of them.",
    );
  }
  const wins = closed(lines);
  for (let i = 0; i < count; i++) refuseCircle(i, wins, lines);
  const ranks = wins.map((_, i) => 1 + longestAbove(i, lines));
  refuseGaps(ranks, wins);
  return ranks;
}

/** Of wins, as the line that says so, or 0. */
type Table = number[][];

function table(count: number): Table {
  return Array.from({ length: count }, () => new Array<number>(count).fill(0));
}

/** With all that follows: a beats c if it beats b and b beats c (Warshall). */
function closed(lines: Table): Table {
  const wins = lines.map((row) => [...row]);
  wins.forEach((of, via) => {
    for (const row of wins) {
      if (row[via]) of.forEach((line, to) => (row[to] ||= line && row[via]!));
    }
  });
  return wins;
}

/** Some shortest way from an answer back to itself, found breadth first. */
function refuseCircle(answer: number, wins: Table, lines: Table): void {
  if (!wins[answer]![answer]) return;
  const ways: { at: number; via: number[] }[] = [{ at: answer, via: [] }];
  const seen = new Set<number>();
  for (const { at, via } of ways) {
    const home = lines[at]![answer]!;
    assert(
      home === 0,
      () =>
        `Lines ${inWords([...via, home])} go round in a circle: each answer ` +
        "is better than the next, the last better than the first. Take one " +
        "of the lines away.",
    );
    lines[at]!.forEach((line, next) => {
      if (line === 0 || seen.has(next)) return;
      seen.add(next);
      ways.push({ at: next, via: [...via, line] });
    });
  }
}

/** "3, 4 and 7" */
function inWords(lines: readonly number[]): string {
  const sorted = lines.toSorted((a, b) => a - b);
  return `${sorted.slice(0, -1).join(", ")} and ${sorted.at(-1)}`;
}

/** How many answers stand above one another above this one, at most. */
function longestAbove(answer: number, lines: Table): number {
  const depths = new Map<number, number>();
  const depth = (at: number): number => {
    const known = depths.get(at);
    if (known !== undefined) return known;
    const above = lines.flatMap((row, i) => (row[at] ? [depth(i)] : []));
    depths.set(at, above.length === 0 ? 0 : 1 + Math.max(...above));
    return depths.get(at)!;
  };
  return depth(answer);
}

/** In a ranking, every answer of one rank beats every one of the next. */
function refuseGaps(ranks: readonly number[], wins: Table): void {
  ranks.forEach((rank, i) =>
    ranks.forEach((other, j) =>
      assert(
        rank >= other || wins[i]![j]! > 0,
        "Some of this card's pairs are missing: nothing says which of " +
          `answers ${i + 1} and ${j + 1} is better. Save the file anew.`,
      ),
    ),
  );
}
