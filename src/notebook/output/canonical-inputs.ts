import type { InputValues } from "./output.ts";

/** The reader's values as one text, whatever the order they were set in. */
export function canonicalInputs(values: InputValues): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
