/**
 * Krippendorff's alpha: how far several people agree beyond chance, whoever
 * left out what. 1 is perfect agreement, 0 is what chance gives, and less than
 * 0 is agreement to differ.
 *
 * Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability", 2011.
 */

/** The values that people gave to one thing; who gave none is not in it. */
export type Unit = readonly number[];

/** "nominal": values are alike or not; "ordinal": how far apart they stand */
export type Level = "nominal" | "ordinal";

/**
 * 1 - observed / expected disagreement. NaN where it is not defined: no unit
 * has two values, or all values are the same, so that nothing can be expected.
 *
 * @param units of values that can be sorted, such as ranks
 */
export function krippendorffAlpha(
  units: readonly Unit[],
  level: Level,
): number {
  const paired = units.filter((unit) => unit.length > 1);
  const values = [...new Set(paired.flat())].sort((a, b) => a - b);
  const counts = paired.map((unit) => countValues(unit, values));
  const totals = values.map((_, c) =>
    counts.reduce((sum, count) => sum + count[c]!, 0),
  );
  const n = totals.reduce((sum, count) => sum + count, 0);
  const distance = distances(totals, level);
  const expected = disagreement(totals, distance) / (n - 1);
  const observed = counts.reduce((sum, count, u) => {
    return sum + disagreement(count, distance) / (paired[u]!.length - 1);
  }, 0);
  return expected > 0 ? 1 - observed / expected : NaN;
}

function countValues(unit: Unit, values: readonly number[]): number[] {
  return values.map((value) => unit.filter((one) => one === value).length);
}

/** The sum of the distances of all pairs of values, both ways. */
function disagreement(
  counts: readonly number[],
  distance: (c: number, k: number) => number,
): number {
  let sum = 0;
  counts.forEach((ofC, c) => {
    for (let k = 0; k < c; k++) sum += 2 * ofC * counts[k]! * distance(c, k);
  });
  return sum;
}

/**
 * Squared, for the values number c > k. Ordinal: how many values were given
 * from one to the other, each end by its half (Krippendorff 2011, section C).
 */
function distances(totals: readonly number[], level: Level) {
  if (level === "nominal") return () => 1;
  const before = totals.map((_, c) =>
    totals.slice(0, c).reduce((sum, count) => sum + count, 0),
  );
  const middle = totals.map((count, c) => before[c]! + count / 2);
  return (c: number, k: number) => (middle[c]! - middle[k]!) ** 2;
}
