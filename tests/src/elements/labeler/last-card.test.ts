import { beforeEach, expect, test } from "vitest";
import { lastCard } from "../../../../src/elements/labeler/last-card.ts";
import { freshSession, rankAsPirate } from "./labeler-parts.ts";

let session: Awaited<ReturnType<typeof freshSession>>;

beforeEach(async () => {
  session = await freshSession();
});

test("before the first card it says that there is no right order", () => {
  expect(lastCard(session)).toEqual(["Rank the answers as you like them: there is no right order."]);
});

test("ties stand together", () => {
  session.change((labeling) => labeling.judge([1, 1, 2, 2]));
  expect(lastCard(session)[0]).toMatch(/^Last card: \w+ = \w+, then \w+ = \w+\./);
});

test("of a pair it says whether it was guessed, of nothing told apart nothing", () => {
  session.change((labeling) => labeling.setAnswers(2));
  session.change((labeling) => labeling.judge([1, 2]));
  expect(lastCard(session)[0]).toMatch(/The learner had (?:not )?guessed which of the two you prefer\.$/);
  session.change((labeling) => labeling.judge([1, 1]));
  expect(lastCard(session)[0]).toMatch(/\. $/);
});

test("somebody who always ranks alike is guessed more often right than by a coin", async () => {
  const guesses = [];
  for (let card = 1; card <= 12; card++) {
    await rankAsPirate(1);
    guesses.push(session.lastGuess!);
  }
  const later = guesses.slice(4);
  expect(later.map(({ pairs }) => pairs)).toEqual(later.map(() => 6));
  expect(later.reduce((sum, { right }) => sum + right, 0)).toBeGreaterThan(30); // of 48
});
