import { isInstance, textOf } from "./hostile-values.ts";

/** How Chromium, Firefox and WebKit say that a file did not arrive. */
const missing =
  /Failed to fetch|dynamically imported module|NetworkError|Importing a module script failed|Load failed/i;

/** Did a module or file fail to arrive, rather than to run? */
export function isLoadFailure(thrown: unknown): thrown is Error {
  return isInstance(thrown, TypeError) && isLoadMessage(textOf(thrown, "message"));
}

/** The same of what a worker's error event says. */
export function isLoadMessage(message: string): boolean {
  return missing.test(message);
}
