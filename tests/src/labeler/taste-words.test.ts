import type { Taste } from "mini-rlhf/labeler/fit-taste";
import { expect, test } from "vitest";
import { foretoldWords, likings, progressWords } from "../../../src/labeler/taste-words.ts";

function taste(given: Record<string, [number, number]>): Taste {
  const names = Object.keys(given);
  const deviations = names.map((name) => given[name]![1]);
  const weights = names.map((name) => given[name]![0]);
  return { names, weights, deviations, covariance: [], priorDeviations: deviations };
}

test("what is within two deviations of nothing is undecided", () => {
  const found = likings(taste({ rude: [-4, 2], pirate: [4, 2.1], terse: [6, 1] }));
  expect(found.map(({ name, verdict }) => [name, verdict])).toEqual([
    ["terse", "like"],
    ["pirate", "undecided"],
    ["rude", "dislike"],
  ]);
});

test("the line says what is clear and how far it is", () => {
  const clear = taste({ pirate: [5, 1], rude: [-5, 1], crew: [2, 0.1], plain: [0.1, 1] });
  expect(progressWords(0, clear)).toContain("After 12 cards");
  expect(progressWords(11, clear)).toBe(
    "Clear so far: you like pirate talk and you dislike rude answers. 1 more card until training is worth a try.",
  );
  expect(progressWords(12, taste({ plain: [0.1, 1] }))).toBe("Nothing is clear yet. That is enough to train on.");
});

test("what was measured with as many cards or fewer is said, and nothing before the first", () => {
  const foretold = [
    [4, 0.831],
    [12, 0.882],
  ] as const;
  expect(foretoldWords(3, foretold)).toBe("");
  expect(foretoldWords(11, foretold)).toMatch(/ 4 cards foretold 83\u00a0% of new ones\.$/);
  expect(foretoldWords(40, foretold)).toMatch(/ 12 cards foretold 88\u00a0%/);
});
