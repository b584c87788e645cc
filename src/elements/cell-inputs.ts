import { plainInputs } from "../keeping/changes.ts";
import type { InputValues } from "../notebook/output.ts";
import { troubleOf } from "./cell-edits.ts";

/** What a reader has set in a cell's inputs, kept in this browser beside the edits. */

export function inputsKey(id: string): string {
  return `mini-rlhf:inputs:${location.pathname}:${id}`;
}

export function loadInputs(id: string): InputValues {
  try {
    return plainInputs(JSON.parse(localStorage.getItem(inputsKey(id)) ?? "{}"));
  } catch {
    return {};
  }
}

export function saveInputs(id: string, inputs: InputValues): void {
  try {
    if (Object.keys(inputs).length === 0) localStorage.removeItem(inputsKey(id));
    else localStorage.setItem(inputsKey(id), JSON.stringify(inputs));
  } catch (error) {
    // The values last until the reload.
    const trouble = troubleOf(error);
    void import("./storage-trouble.ts").then(({ tellTrouble }) => tellTrouble(trouble));
  }
}
