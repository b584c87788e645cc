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
  return alphaOfCounts(countValues(units), level);
}

/** How often each value was given to each unit, the least value first. */
export function countValues(units: readonly Unit[]): number[][] {
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  return units.map((unit) =>
    values.map((value) => unit.filter((one) => one === value).length),
  );
}

/** The same of counts: [units][values]; who draws units again has them. */
export function alphaOfCounts(
  counts: readonly (readonly number[])[],
  level: Level,
): number {
  const paired = counts.filter((unit) => sum(unit) > 1);
  const totals = (counts[0] ?? []).map((_, c) =>
    paired.reduce((total, unit) => total + unit[c]!, 0),
  );
  const distance = distances(totals, level);
  const expected = disagreement(totals, distance) / (sum(totals) - 1);
  const observed = paired.reduce((total, unit) => {
    return total + disagreement(unit, distance) / (sum(unit) - 1);
  }, 0);
  return expected > 0 ? 1 - observed / expected : NaN;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The sum of the distances of all pairs of values, both ways. */
function disagreement(
  counts: readonly number[],
  distance: (c: number, k: number) => number,
): number {
  let total = 0;
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] === 0) continue;
    for (let k = 0; k < c; k++) {
      total += 2 * counts[c]! * counts[k]! * distance(c, k);
    }
  }
  return total;
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
