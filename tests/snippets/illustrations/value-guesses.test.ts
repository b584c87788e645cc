import { expect, test } from "vitest";
import { guessAt, guessError, guessPicture, guessWords } from "../../../snippets/illustrations/value-guesses.ts";

/** One that closes in on its score, one of a single token. */
const watched = [
  { score: 1, values: [0, 0.2, 0.5, 0.8, 0.9] },
  { score: -1, values: [-0.5] },
];

test("the guess is the one before the token that comes next", () => {
  expect([0, 0.25, 0.5, 1].map((read) => guessAt(watched[0]!, read).guess)).toEqual([0, 0.2, 0.5, 0.9]);
  expect(guessAt(watched[1]!, 0.7)).toEqual({ score: -1, guess: -0.5 });
});

test("the error is the mean distance from the score", () => {
  expect(guessError(watched, 0)).toBeCloseTo((1 + 0.5) / 2, 12);
  expect(guessError(watched, 1)).toBeCloseTo((0.1 + 0.5) / 2, 12);
});

test("the picture has the score across, the guess up, and a diagonal", () => {
  const { series, xDomain, yDomain } = guessPicture(watched, 1);
  expect(series[0]!.points).toEqual([
    [1, 0.9],
    [-1, -0.5],
  ]);
  expect(series[1]!.points.every(([x, y]) => x === y)).toBe(true);
  expect(yDomain).toEqual(xDomain);
});

test("the words say how far off it is, and to which side", () => {
  expect(guessWords(watched, 0)).toBe("From the prompt alone, the guess is off by 0.75, and 0.25 too low on average.");
  expect(guessWords(watched, 1)).toContain("With 100 % of the answer read, the guess is off by 0.3, and 0.2 too high");
});
