/**
 * Kappas: the share of verdicts on which people agree, with what chance would
 * give taken off. 1 is perfect agreement, 0 is chance.
 *
 * Both need everybody's verdict on everything. krippendorff.ts does without.
 */
import { assert } from "../base/assert.ts";

/**
 * Cohen's kappa of two people (Cohen 1960). Chance: each gives verdicts as
 * often as they did, without looking. NaN where both always said the same one
 * thing: then chance alone would agree.
 *
 * @param one verdicts, in any words
 * @param other the second person's, on the same things in the same order
 */
export function cohensKappa<T>(one: readonly T[], other: readonly T[]): number {
  assert(
    one.length === other.length,
    `Cohen's kappa needs both people's verdicts on the same things, got ` +
      `${one.length} and ${other.length}.`,
  );
  const n = one.length;
  const agreed = one.filter((verdict, i) => verdict === other[i]).length / n;
  let chance = 0;
  for (const verdict of new Set(one)) {
    const share = (given: readonly T[]) =>
      given.filter((one) => one === verdict).length / n;
    chance += share(one) * share(other);
  }
  return beyond(agreed, chance);
}

/**
 * Fleiss' kappa of many (Fleiss 1971). Chance: all draw from what was said in
 * all. NaN where everybody always said the same one thing.
 *
 * @param units one list a thing, of as many verdicts as there are people
 */
export function fleissKappa<T>(units: readonly (readonly T[])[]): number {
  const people = units[0]?.length ?? 0;
  assert(
    people > 1 && units.every((verdicts) => verdicts.length === people),
    "Fleiss' kappa needs two people or more and everybody's verdict on " +
      `everything, got ${units.map((verdicts) => verdicts.length).join(", ")}.`,
  );
  const totals = new Map<T, number>();
  let agreed = 0;
  for (const verdicts of units) {
    for (const verdict of new Set(verdicts)) {
      const count = verdicts.filter((one) => one === verdict).length;
      totals.set(verdict, (totals.get(verdict) ?? 0) + count);
      agreed += (count * (count - 1)) / (people * (people - 1));
    }
  }
  const given = units.length * people;
  const chance = [...totals.values()].reduce(
    (sum, count) => sum + (count / given) ** 2,
    0,
  );
  return beyond(agreed / units.length, chance);
}

function beyond(agreed: number, chance: number): number {
  return chance < 1 ? (agreed - chance) / (1 - chance) : NaN;
}
