/**
 * How improbable weights are after some cards, and how much of that is known:
 * what fit-taste.ts minimises.
 */
import { TONES } from "../world/tones.ts";
import type { Objective } from "./newton.ts";
import { lapsedLoss, type TastePair } from "./taste-pairs.ts";

/**
 * -log posterior of weights, up to a constant, with its gradient and a
 * curvature that is positive definite: where lapses make a pair's second
 * derivative negative (a clear error), it counts as 0.
 */
export function tasteObjective(
  pairs: readonly TastePair[],
  means: readonly number[],
  spreads: readonly number[],
  lapse: number,
): Objective {
  return (weights) => {
    const gap = weights.map((w, i) => (w - means[i]!) / spreads[i]!);
    let value = gap.reduce((sum, z) => sum + (z * z) / 2, 0);
    const gradient = gap.map((z, i) => z / spreads[i]!);
    const curvature = weights.map((_, i) =>
      weights.map((_, j) => (i === j ? 1 / spreads[i]! ** 2 : 0)),
    );
    for (const { difference, count } of pairs) {
      const z = difference.reduce((sum, d, i) => sum + d * weights[i]!, 0);
      const loss = lapsedLoss(z, lapse);
      const bend = count * Math.max(0, loss.bend);
      value += count * loss.value;
      difference.forEach((d, i) => {
        gradient[i] = gradient[i]! + count * loss.slope * d;
        const row = curvature[i]!;
        difference.forEach((e, j) => (row[j] = row[j]! + bend * d * e));
      });
    }
    return { value, gradient, curvature };
  };
}

/**
 * Tones' shares add up to one, so no card can tell a weight that all of them
 * have in common. What is certain of a tone is its distance from their mean.
 */
export function againstMeanTone(
  covariance: readonly (readonly number[])[],
  names: readonly string[],
): number[][] {
  const tones = names.flatMap((name, i) => (isTone(name) ? [i] : []));
  const centre = (row: readonly number[]) => {
    const mean = tones.reduce((sum, i) => sum + row[i]!, 0) / tones.length;
    return row.map((x, i) => (tones.includes(i) ? x - mean : x));
  };
  const rows = covariance.map(centre);
  const columns = names.map((_, j) => centre(rows.map((row) => row[j]!)));
  return names.map((_, i) => names.map((_, j) => columns[j]![i]!));
}

export function isTone(name: string): boolean {
  return (TONES as readonly string[]).includes(name);
}
