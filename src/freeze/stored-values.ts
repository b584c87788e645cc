/** What prose may quote of a cell's values: those that are short and plain data. */

/** A longer one is no number to quote; it would only make the file long. */
const maxLength = 4000;

export function storedValues(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const stored = [...values].flatMap(([name, value]) => {
    if (!isPlain(value, new Set())) return [];
    const isShort = JSON.stringify(value).length <= maxLength;
    return isShort ? [[name, value] as const] : [];
  });
  return Object.fromEntries(stored);
}

/** Does it survive JSON as it is? */
function isPlain(value: unknown, above: Set<object>): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || above.has(value) || above.size > 20) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  // Long lists of the world's texts are told apart by their length, before all is read.
  if (Array.isArray(value) && value.length > maxLength / 2) return false;
  const below = new Set(above).add(value);
  return Object.values(value).every((part) => isPlain(part, below));
}
