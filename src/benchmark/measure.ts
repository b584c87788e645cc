/**
 * Runs a piece of work again and again for about `slice` milliseconds, at least once.
 * @returns milliseconds per run, on average
 */
export async function measure(run: () => unknown, slice: number): Promise<number> {
  const start = performance.now();
  for (let runs = 1; ; runs++) {
    await run();
    const elapsed = performance.now() - start;
    if (elapsed >= slice) return elapsed / runs;
  }
}

/** The middle value; of an even number of values the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
