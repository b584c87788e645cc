import type { Taste } from "mini-rlhf/labeler/fit-taste";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { expect, test } from "vitest";
import { doubts } from "../../../src/labeler/training-words.ts";

const answers = ["a", "b", "c", "d"];

function judgement(number: number, ranks: number[], repeats?: string): Judgement {
  const card = { id: `card ${number}`, prompt: `ask: ${repeats ?? number}`, answers };
  return { ...card, ranks, who: "you", time: "", seconds: 1, ...(repeats ? { repeats } : {}) };
}

const straight = (count: number) => Array.from({ length: count }, (_, i) => judgement(i, [1, 2, 3, 4]));
const taste = (weight: number): Taste => ({
  names: ["pirate"],
  weights: [weight],
  deviations: [1],
  covariance: [[1]],
  priorDeviations: [3],
});

test("there is reason for doubt with few cards, with no clear liking, and with none at all when all is clear", () => {
  expect(doubts(straight(2), taste(5))).toContain("3 cards at least");
  expect(doubts(straight(12), taste(1))).toContain("nothing yet that you clearly like");
  expect(doubts(straight(5), taste(5))).toContain("few more cards");
  expect(doubts(straight(12), taste(5))).toBe("");
});

test("who orders the same card otherwise is told so", () => {
  const first = { ...judgement(1, [1, 2, 3, 4]), prompt: "ask: x" };
  const again = { ...judgement(2, [4, 3, 2, 1], "card 1"), prompt: "ask: x" };
  expect(doubts([first, again, judgement(3, [1, 2, 3, 4])], taste(5))).toContain("ordered 0 of 6 pairs as before");
});
