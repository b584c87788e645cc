import path from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckOutput } from "../../src/notebook/output/output.ts";
import { answers } from "./answers.ts";
import { BookNotebook, type CellResult, readChapter } from "./book-notebook.ts";
import { answered, brokenAnswers, exercisesOf, spoilingAnswers } from "./exercises.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/** Every exercise of the book: its solution passes, and so do others; wrong answers do not. */
const root = path.resolve(import.meta.dirname, "../../chapters");
const chapters = chapterFolders(root).map((folder) => ({ folder, exercises: exercisesOf(readChapter(folder)) }));

test("every exercise has answers to be tested with, and every answer an exercise", () => {
  const ids = chapters.flatMap(({ exercises }) => exercises.map(({ id }) => id));
  expect(Object.keys(answers).sort()).toEqual(ids.sort());
  for (const [id, { right, wrong }] of Object.entries(answers)) {
    expect(right.length, `right answers to ${id}`).toBeGreaterThanOrEqual(3);
    expect(wrong.length, `wrong answers to ${id}`).toBeGreaterThanOrEqual(5);
  }
});

for (const { folder, exercises } of chapters.filter(({ exercises }) => exercises.length > 0)) {
  describe(folder, () => {
    const notebook = new BookNotebook(folder);
    for (const { id, start, solution } of exercises) {
      const { right, wrong } = answers[id] ?? { right: [], wrong: [] };
      const run = async (code: string) => checks(await notebook.run(id, { [id]: code }));

      test(`${id}: is not solved at first`, async () => {
        expect(faults(await run(start))).not.toEqual([]);
      });

      test(`${id}: the solution passes`, async () => {
        expect(faults(await run(answered(start, solution)))).toEqual([]);
      });

      test.each(right)(`${id}: another right answer passes (%#)`, async (answer) => {
        expect(faults(await run(answered(start, answer)))).toEqual([]);
      });

      const isTold = async (answer: string, says: RegExp) => {
        const said = messages(await run(answered(start, answer)));
        expect(said).toMatch(says);
        expect(said).not.toMatch(raw);
      };

      test.each(wrong)(`${id}: a wrong answer is told why (%#)`, isTold);

      test.each(brokenAnswers(solution))(`${id}: %s`, async (_, answer, says) => isTold(answer, says));

      test.each(spoilingAnswers(solution))(`${id}: %s changes a list that it is given`, async (_, answer) => {
        await isTold(answer, /Work on a copy/);
      });
    }
  });
}

function checks({ state, outputs, error }: CellResult): CheckOutput[] {
  expect({ state, error }).toEqual({ state: "done", error: null });
  const found = outputs.filter((output) => output.kind === "check");
  expect(found.length, "checks").toBeGreaterThan(0);
  return found;
}

/** What nobody should read: an engine's own words, or a number with all its digits. */
const raw = /\d\.\d{7}|\[object|Symbol\(/;

function messages(found: CheckOutput[]): string {
  const wrong = found.filter(({ state }) => state === "wrong");
  return wrong.map(({ message }) => message).join("\n");
}

function faults(found: CheckOutput[]): string[] {
  return found.filter(({ state }) => state !== "passed").map(({ what, message }) => `${what}: ${message}`);
}
