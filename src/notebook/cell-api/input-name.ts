/** The key under which a value is kept, and what stands before the input. */
export function keyed(name: string, label: unknown): { key: string; label: string } {
  return { key: name, label: typeof label === "string" && label ? label : name };
}

/** What an input may be called. */
export function isInputName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 100;
}
