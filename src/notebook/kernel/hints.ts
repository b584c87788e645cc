import type { CellError } from "../base/cell-error.ts";
import { wordsForMissing } from "../language/missing-names.ts";
import type { PlannedCell } from "./run-plan.ts";
import { closest } from "../base/suggest.ts";

const unknownName = [/^(\S+) is not defined/, /^Can't find variable: (\S+)/];
const tooEarly = [
  /^Cannot access '(.+)' before initialization/,
  /^can't access lexical declaration '(.+)' before initialization/,
];

const freed = /^Tensor is disposed/;
const freedHint =
  "Its memory was freed before this line: by dispose(), or at the end of a tf.tidy() that did not return it. " +
  "Run the cell again that makes it.";

const noMemory = /allocation failed|out of memory|Invalid (?:typed )?array (?:buffer )?length/i;
const memoryHint =
  "There is not so much memory here. Ask for less, or free what other cells hold: " +
  "Restart the notebook, in the menu beside Run all.";

/** Adds what a reader of a notebook needs to know beside the engine's own words. */
export function withHint(error: CellError, index: number, cells: PlannedCell[], known: string[]): CellError {
  const hint = error.hint ?? hintFor(error, index, cells, known);
  return hint ? { ...error, hint } : error;
}

function hintFor({ name, message }: CellError, index: number, cells: PlannedCell[], known: string[]): string | null {
  if (name === "RangeError" && noMemory.test(message)) return memoryHint;
  if (freed.test(message)) return freedHint;
  // To JavaScript they are texts, the second called with the third.
  if (/^\s*```/.test(cells[index]?.source ?? "")) return "Paste only the code between the ``` marks.";
  if (name !== "ReferenceError") return null;
  const missing = firstMatch(unknownName, message);
  if (missing) return missingName(missing, index, cells, known);
  const early = firstMatch(tooEarly, message);
  if (!early) return null;
  const isAbove = cells.slice(0, index).some((cell) => cell.program?.definitions.includes(early));
  return isAbove
    ? `This cell defines "${early}" itself, so it cannot read the one above; give yours another name.`
    : `"${early}" is used above the line that defines it.`;
}

function missingName(missing: string, index: number, cells: PlannedCell[], known: string[]): string | null {
  const below = cells.slice(index + 1).find((cell) => cell.program?.definitions.includes(missing));
  if (below) return `"${missing}" is defined further down, in cell "${below.id}"; cells see only what is above them.`;
  if (cells[index]?.program?.references.assigned.has(missing)) {
    return `Declare it first: let ${missing} = ...`;
  }
  const overwritten = cells
    .slice(0, index + 1)
    .findLast((cell) => cell.original?.program?.definitions.includes(missing));
  if (overwritten) return lostName(missing, overwritten, overwritten.id === cells[index]?.id);
  const words = wordsForMissing(missing);
  if (words) return words;
  const broken = cells.slice(0, index).find((cell) => cell.program === null);
  if (broken) return `Cell "${broken.id}" above cannot be read; perhaps "${missing}" is defined there.`;
  const above = cells.slice(0, index + 1).flatMap((cell) => cell.program?.definitions ?? []);
  const near = closest(missing, [...above, ...known]);
  return near
    ? `Did you mean "${near}"?`
    : `Neither this cell nor one above defines "${missing}". Is it written as it is there?`;
}

/** The book's own text of a cell defines it, and what the reader has made of that no longer does. */
function lostName(name: string, { id, program }: PlannedCell, isOwn: boolean): string {
  const where = isOwn ? "This cell" : `The cell "${id}" above`;
  if (program === null)
    return `${where} defines "${name}" in the book, but cannot be read as it is now. Mend it, or press Reset there.`;
  return `${where} defines "${name}" in the book, but no longer does as you have changed it. Define it again, or press Reset there.`;
}

function firstMatch(patterns: RegExp[], text: string): string | null {
  return patterns.map((pattern) => pattern.exec(text)?.[1]).find(Boolean) ?? null;
}
