import { expect, test } from "vitest";
import { createRng, type Rng } from "../../snippets/random.ts";
import { corpusRows } from "../../snippets/training-recipe.ts";
import { corpusRow } from "../../snippets/world/corpus.ts";

/** What the rows of a step are, whoever asked for what before. */
function rowsOf(step: number) {
  const own = createRng(1).fork(`corpus ${step}`);
  return Array.from({ length: 3 }, () => corpusRow(own, 20));
}

/** A stream that tells which others were made from it. */
function watched() {
  const forks: (string | number)[] = [];
  const rng: Rng = {
    ...createRng(1),
    fork(label) {
      forks.push(label);
      return createRng(1).fork(label);
    },
  };
  return { rng, forks };
}

test("a step's rows are the same in any order, at once or with time between", async () => {
  const rows = corpusRows(createRng(1), 3, 20);
  for (const step of [1, 2, 3, 7, 2, 2, 3]) expect(rows(step)).toEqual(rowsOf(step));
  for (const step of [1, 2, 3, 7, 2, 2, 3]) {
    await Promise.resolve();
    expect(rows(step)).toEqual(rowsOf(step));
  }
});

test("the next step's are written while one waits, and not again when they are asked for", async () => {
  const { rng, forks } = watched();
  const rows = corpusRows(rng, 3, 20);
  rows(1);
  expect(forks).toEqual(["corpus 1"]);
  await Promise.resolve();
  expect(forks).toEqual(["corpus 1", "corpus 2"]);
  expect(rows(2)).toEqual(rowsOf(2));
  expect(forks).toHaveLength(2);
});

test("who asks for many at once writes one too many, not twice as many", async () => {
  const { rng, forks } = watched();
  const rows = corpusRows(rng, 3, 20);
  for (let step = 1; step <= 5; step++) rows(step);
  await Promise.resolve();
  expect(forks).toEqual([1, 2, 3, 4, 5, 6].map((step) => `corpus ${step}`));
});

test("rows that were changed by who got them are whole again when they come again", async () => {
  const rows = corpusRows(createRng(1), 3, 20);
  rows(1)[0]!.fill(0);
  await Promise.resolve();
  expect(rows(1)).toEqual(rowsOf(1));
});
