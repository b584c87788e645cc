/** What a browser shows of the trainings and of the first cells, held to Node's and the book's. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { expect } from "@playwright/test";

const file = new URL("reference.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as unknown;

/** Cells that load more and more of the program; a later run must not be troubled by that. */
export const printedCells = ["tokens", "gpt-tokens", "next-word", "attention", "ex-surprise"];

/** With one worker and with several, if there is a core for each. */
export function expectReference(shown: string): void {
  const { withOne, withTwo, done } = JSON.parse(shown);
  expect({ withOne, withTwo }).toEqual({ withOne: reference, withTwo: reference });
  // How much the others do depends on how busy the machine is.
  if (availableParallelism() > 1) expect(done).toBeGreaterThan(50);
  else expect(done).toBe(0);
}

export function expectAsPrinted(states: string): void {
  const said = Object.entries(JSON.parse(states) as Record<string, string>);
  expect(said.map(([id]) => id)).toEqual(printedCells);
  for (const [id, state] of said) expect(state, id).toMatch(/^done.*, same as printed$/);
}
