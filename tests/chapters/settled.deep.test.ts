import path from "node:path";
import { describe, expect, test } from "vitest";
import { chapterFolders } from "../../src/book/chapter-folders.ts";
import { otherValues } from "../../src/book/traces.ts";
import { readOutputs, withoutTiming } from "../../src/freeze/outputs-file.ts";
import { analyse } from "../../src/notebook/language/analyse.ts";
import { dependents, printedCells, type PlannedCell } from "../../src/notebook/kernel/run-plan.ts";
import type { InputValues, Output } from "../../src/notebook/output/output.ts";
import { BookNotebook } from "./book-notebook.ts";

/**
 * The page marks nothing stale that a moved control cannot change (src/notebook/language/settled-names.ts).
 * What it leaves alone is run here after the move, and must show what the book prints.
 */
const chapters = chapterFolders(path.resolve(import.meta.dirname, "../../chapters"));
/** Trainings below a control are left out. */
const longest = 2;

/** Another position of every control of a cell, all at once. */
function moved(outputs: readonly Output[]): InputValues {
  const inputs: InputValues = {};
  for (const output of outputs) {
    if (output.kind !== "input") continue;
    const { input } = output;
    const values = otherValues(input);
    if (values?.[0] !== undefined) inputs[input.key] = values[0];
    else if (input.type === "text") inputs[input.key] = "the goat eats leaves";
    else if (input.type === "seed") inputs[input.key] = input.initial + 1;
    else if (input.type === "ranking") inputs[input.key] = [...input.initial].reverse();
  }
  return inputs;
}

function leftAlone(id: string, inputs: InputValues, cells: PlannedCell[]): string[] {
  const page = cells.map((cell) => ({ ...cell, original: cell, ...(cell.id === id ? { inputs } : {}) }));
  const printed = printedCells(page);
  return dependents(id, cells).filter((below) => printed.has(below));
}

const claims = chapters.flatMap((folder) => {
  const frozen = readOutputs(folder).cells;
  const cells: PlannedCell[] = new BookNotebook(folder).cells.map(({ id, code }) => {
    const source = code.replace(/\s+$/, "");
    return { id, source, program: analyse(source) };
  });
  return Object.entries(frozen).flatMap(([id, { outputs }]) => {
    const inputs = moved(outputs);
    if (Object.keys(inputs).length === 0) return [];
    const below = leftAlone(id, inputs, cells).filter((one) => frozen[one]!.seconds <= longest);
    return below.length > 0 ? [{ folder, id, inputs, below, frozen }] : [];
  });
});

test("there are such cells in the book", () => {
  expect(claims.map(({ id }) => id)).toContain("next-word");
});

describe.each(claims)("$folder: $id moved", ({ folder, id, inputs, below, frozen }) => {
  const notebook = new BookNotebook(folder);

  test.each(below)("leaves %s as it is", async (other) => {
    const { error, outputs } = await notebook.runWith(other, { [id]: inputs });
    expect(error).toBeNull();
    expect(outputs.map(withoutTiming)).toEqual(frozen[other]!.outputs);
  });
});
