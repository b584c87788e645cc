/**
 * Runs a piece of work again and again for about `slice` milliseconds, at least once. A first run
 * does not count, since what a pause has cooled down (caches, clock, sleeping workers) is warm
 * after it; with a slice of 0 there is one run, and it counts.
 * @returns milliseconds per run, in the middle
 */
export async function timePerRun(run: () => unknown, slice: number): Promise<number> {
  if (slice > 0) await run();
  const times: number[] = [];
  const start = performance.now();
  for (let before = start; ;) {
    await run();
    const now = performance.now();
    times.push(now - before);
    before = now;
    if (now - start >= slice) return median(times);
  }
}

/** The middle value; of an even number of values the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
