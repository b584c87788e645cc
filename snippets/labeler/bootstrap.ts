/**
 * How sure a number is that was measured on a few cards: intervals of 95 %.
 *
 * The pairs of one card are no independent witnesses: who misreads a card has
 * several of its pairs wrong. So cards are drawn again, never pairs.
 */
import { assert } from "../base/assert.ts";
import type { Rng } from "../random.ts";

/** What was measured, and between which ends it lies with 95 %. */
export interface Measure {
  value: number;
  low: number;
  high: number;
}

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The percentile bootstrap over groups (Efron 1979; Davison and Hinkley 1997,
 * section 3.8: groups are resampled, what is in them stays together).
 *
 * Throws an InputError without groups. A resample on which the statistic is
 * no number, such as a kappa of verdicts that are all alike, is left out.
 *
 * @param groups one entry a card
 * @param statistic of such a list, in any order, with repetitions
 */
export function bootstrap<T>(
  groups: readonly T[],
  statistic: (drawn: readonly T[]) => number,
  rng: Rng,
  resamples = 1000,
): Measure {
  assert(groups.length > 0, "A bootstrap needs at least one card, got none.");
  const own = rng.fork("bootstrap");
  const value = statistic(groups);
  const values = Array.from({ length: resamples }, () =>
    statistic(groups.map(() => own.choice(groups))),
  ).filter((drawn) => Number.isFinite(drawn));
  values.sort((a, b) => a - b);
  if (values.length === 0) return { value, low: NaN, high: NaN };
  return { value, low: quantile(values, 0.025), high: quantile(values, 0.975) };
}

/**
 * Wilson's interval of a share (Wilson 1927): it holds for few observations,
 * and for a share of 0 or 1, where a bootstrap has nothing to vary.
 *
 * @param share of successes, 0 to 1
 * @param count of independent observations, above 0; need not be whole
 */
export function wilson(share: number, count: number): Measure {
  assert(
    share >= 0 && share <= 1 && count > 0,
    `Wilson's interval needs a share from 0 to 1 of a count above 0, got ` +
      `${share} of ${count}.`,
  );
  const z2 = (Z * Z) / count;
  const middle = (share + z2 / 2) / (1 + z2);
  const spread = (share * (1 - share)) / count + z2 / (4 * count);
  const half = (Z * Math.sqrt(spread)) / (1 + z2);
  const [low, high] = [middle - half, middle + half];
  return { value: share, low: Math.max(0, low), high: Math.min(1, high) };
}

/** Between the two nearest values, linearly (Hyndman and Fan 1996, type 7). */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (at % 1) * (sorted[Math.ceil(at)]! - below);
}
