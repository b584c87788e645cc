/**
 * What a cell makes may be anything: a proxy whose traps throw, a getter that throws, an error with a
 * getter for its message. Whoever looks into such a value does it in here, and goes on whatever happens.
 */
export function safely<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

type Class<T> = abstract new (...given: never[]) => T;

/** `instanceof`, which asks a proxy. */
export function isInstance<T>(value: unknown, of: Class<T>): value is T {
  return safely(() => value instanceof of, false);
}

/** A property as text; empty if there is none, or none that can be read. */
export function textOf(value: object, key: string): string {
  return safely(() => String((value as Record<string, unknown>)[key] ?? ""), "");
}
