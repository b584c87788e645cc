import type { InputValue, InputValues } from "../notebook/output.ts";

/** What a reader has set in a cell's inputs, kept in this browser beside the edits. */

const maxKeys = 200;

function keyOf(id: string): string {
  return `mini-rlhf:inputs:${location.pathname}:${id}`;
}

export function loadInputs(id: string): InputValues {
  try {
    return plainInputs(JSON.parse(localStorage.getItem(keyOf(id)) ?? "{}"));
  } catch {
    return {};
  }
}

export function saveInputs(id: string, inputs: InputValues): void {
  try {
    if (Object.keys(inputs).length === 0) localStorage.removeItem(keyOf(id));
    else localStorage.setItem(keyOf(id), JSON.stringify(inputs));
  } catch {
    // Storage is full or blocked: the values last until the reload.
  }
}

/** The values that are some, whatever storage or a link has brought. */
export function plainInputs(given: unknown): InputValues {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return {};
  const known = Object.entries(given).filter((entry): entry is [string, InputValue] => isInputValue(entry[1]));
  return Object.fromEntries(known.slice(-maxKeys));
}

function isInputValue(value: unknown): value is InputValue {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return value.length <= 10_000;
  return Array.isArray(value) && value.length <= 9 && value.every((one) => Number.isInteger(one));
}
