/**
 * Whether it is a list in which all are so. A hole counts as undefined, and a list that claims more
 * items than anybody shows is not walked through.
 */
export function isListOf<T>(
  value: unknown,
  is: ((item: unknown) => item is T) | ((item: unknown) => boolean),
): value is T[] {
  if (!Array.isArray(value) || value.length > mostItems) return false;
  for (let index = 0; index < value.length; index++) if (!is(value[index])) return false;
  return true;
}

const mostItems = 10_000_000;
