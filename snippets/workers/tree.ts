/**
 * Sums that do not depend on who adds: half of a list is added by itself, and
 * so is the other half, down to single items. Floating-point sums depend on
 * their order; this one is the same for one worker and for several.
 */

/** The items' sum. @param add may change its first argument and return it */
export function sumInTree<T>(items: readonly T[], add: (a: T, b: T) => T): T {
  if (items.length === 1) return items[0]!;
  const [first, second] = inTwo(items);
  return add(sumInTree(first, add), sumInTree(second, add));
}

/**
 * The tree's branches for so many workers: what each of them can add by
 * itself. The sum of the branches' sums, in a tree again, is that of all.
 */
export function branchesOf<T>(items: readonly T[], workers: number): T[][] {
  const busy = Math.min(workers, items.length);
  if (busy < 2) return [[...items]];
  const [first, second] = inTwo(items);
  return [
    ...branchesOf(first, Math.ceil(busy / 2)),
    ...branchesOf(second, Math.floor(busy / 2)),
  ];
}

/** The first has one more if they are odd. */
function inTwo<T>(items: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}
