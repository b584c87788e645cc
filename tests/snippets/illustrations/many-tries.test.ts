import { beforeAll, describe, expect, test } from "vitest";
import { chase } from "../../../snippets/chase/vocabulary.ts";
import { chaseConfig } from "../../../snippets/chase/recipe.ts";
import { lastWord, manyTries } from "../../../snippets/illustrations/many-tries.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

test.each([
  ["step jay kid eel fox <end>", "fox"],
  ["fox <end>", "fox"],
  ["step jay kid", undefined],
  ["<end>", undefined],
])("the answer of %j is %s", (text, word) => {
  expect(lastWord(chase.encode(text))).toBe(word);
});

describe("a model without training, twice", () => {
  const gpt = () => initGPT(chaseConfig, createRng(1));
  const measure = () => manyTries({ before: gpt(), after: gpt() }, createRng(2), 6);

  test("more tries find more, and guessing is worked out", () => {
    const { curves, rows } = measure();
    expect(curves.map(({ name }) => name)).toEqual([
      "before, one of k",
      "before, the vote",
      "after, one of k",
      "after, the vote",
      "guessing, one of k",
    ]);
    const found = curves[0]!.points.map(([, share]) => share);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    const [, eight] = curves.at(-1)!.points[3]!;
    expect(eight).toBeCloseTo(1 - 0.8 ** 8, 12);
    expect(rows[4]!["k = 8"]).toBe(eight);
  });

  test("the same numbers every time", () => {
    expect(measure()).toEqual(measure());
  });
});
