import { plainInputs } from "../../edits/changes.ts";
import { storageKey, readStored, writeStored, writeText } from "../../edits/storage.ts";
import type { InputValues } from "../../notebook/output/output.ts";
import { tellTrouble } from "../base/tell-trouble.ts";

/** What a reader has set in a cell's inputs, kept in this browser beside the edits. */

export function inputsStorageKey(id: string): string {
  return storageKey("inputs", id);
}

export function loadInputs(id: string): InputValues {
  return readStored(inputsStorageKey(id), checkInputs) ?? {};
}

/** All of them can be read, or none. */
function checkInputs(value: unknown): InputValues | null {
  const values = plainInputs(value);
  const isWhole =
    typeof value === "object" && value !== null && Object.keys(values).length === Object.keys(value).length;
  return isWhole ? values : null;
}

export function saveInputs(id: string, inputs: InputValues): void {
  const key = inputsStorageKey(id);
  // What cannot be kept lasts until the reload.
  tellTrouble(Object.keys(inputs).length === 0 ? writeText(key, null) : writeStored(key, inputs));
}
