/** Rounds until the ratio is known well enough: on a quiet machine three, on a busy one all. */

const LEAST = 3;
/** twice the standard error of the ratio, as a part of it */
const NARROW = 0.03;

/**
 * Whether the ratio of two contestants that took turns is known to 3 %. What slows down a whole round
 * is in both of its times, and not in its ratio.
 * @param ours and theirs: milliseconds, one per round
 */
export function isRatioKnown(ours: readonly number[], theirs: readonly number[]): boolean {
  const rounds = Math.min(ours.length, theirs.length);
  if (rounds < LEAST) return false;
  const ratios = Array.from({ length: rounds }, (_, i) => Math.log(theirs[i]! / ours[i]!));
  const mean = ratios.reduce((sum, x) => sum + x, 0) / rounds;
  const variance = ratios.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (rounds - 1);
  return 2 * Math.sqrt(variance / rounds) < NARROW;
}
