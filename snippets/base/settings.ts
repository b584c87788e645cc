/** Settings in place of defaults: a misspelt one would quietly do nothing. */
import { assert } from "./assert.ts";

/**
 * The defaults with what is given instead. Throws an InputError on a name
 * that is neither a setting nor one of `others`, and on a value of another
 * type or not finite.
 */
export function withSettings<Defaults extends object, Given extends object>(
  defaults: Defaults,
  given: Given,
  others: readonly string[],
): Defaults & Given {
  const settings = Object.entries(defaults);
  const names = settings.map(([name]) => name);
  for (const name of Object.keys(given)) {
    assert(
      names.includes(name) || others.includes(name),
      `There is no setting "${name}". Known are ${names.join(", ")}.`,
    );
  }
  for (const [name, usual] of settings) {
    const value = (given as Record<string, unknown>)[name] ?? usual;
    assert(
      typeof value === typeof usual &&
        (typeof value !== "number" || Number.isFinite(value)),
      `${name} is a ${typeof usual} such as ${usual}, got ` +
        `${typeof value === "string" ? `"${value}"` : value}.`,
    );
  }
  const stated = Object.entries(given).filter(([, x]) => x !== undefined);
  return { ...defaults, ...(Object.fromEntries(stated) as Given) };
}

/** Throws an InputError unless they are whole numbers from 1 upwards. */
export function assertCounts(settings: Record<string, number>): void {
  for (const [name, value] of Object.entries(settings)) {
    assert(
      Number.isInteger(value) && value >= 1,
      `${name} is a whole number from 1 upwards, got ${value}.`,
    );
  }
}
