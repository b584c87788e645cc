/**
 * A mistake in what the caller handed in. The message says what was expected,
 * what came and what to do; the command line and the cells show it as it is.
 */
export class InputError extends Error {
  override name = "InputError";
}

/** Throws an InputError with `message` unless `condition` holds. */
export function assert(
  condition: unknown,
  message: string | (() => string),
): asserts condition {
  if (condition) return;
  throw new InputError(typeof message === "string" ? message : message());
}
