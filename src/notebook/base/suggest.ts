/** The name that was probably meant, if one is close. */
export function closest(name: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && candidate !== name) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Those that are most like a name, the likest first: few letters differ, or one is within the other. */
export function alike(name: string, names: Iterable<string>, most: number): string[] {
  const wanted = lastPart(name);
  const scored = [...names].map((candidate) => ({ candidate, distance: unlikeness(wanted, lastPart(candidate)) }));
  const near = scored.filter(({ distance }) => distance < 0.5);
  // Of those that are as like, the core's own files come before the rooms'.
  near.sort((a, b) => a.distance - b.distance || depth(a.candidate) - depth(b.candidate));
  return near.slice(0, most).map(({ candidate }) => candidate);
}

/** "mini-rlhf/world/gold" -> 2 */
function depth(name: string): number {
  return name.split("/").length - 1;
}

/** 0 for the same, 1 for nothing in common. */
function unlikeness(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.includes(short)) return 0.5 * (1 - short.length / long.length);
  return editDistance(a, b) / Math.max(1, long.length);
}

/** "mini-rlhf/world/gold" -> "gold" */
function lastPart(name: string): string {
  return name.split("/").at(-1)!.toLowerCase();
}

/** Insertions, deletions, replacements and swaps of neighbours from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j]! + 1, next[j - 1]! + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) next[j] = Math.min(next[j]!, older[j - 2]! + 1);
    }
    [older, row] = [row, next];
  }
  return row[b.length]!;
}
