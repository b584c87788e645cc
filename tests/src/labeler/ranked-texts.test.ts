import { expect, test } from "vitest";
import { rankedTexts } from "../../../src/labeler/ranked-texts.ts";

test("answers come best first, one of each place; a card of ties is left out", () => {
  const card = { id: "card 1", prompt: "ask: x", answers: ["a", "b", "c", "d"], who: "you", time: "", seconds: 1 };
  expect(rankedTexts([{ ...card, ranks: [2, 1, 2, 3] }])).toEqual([{ prompt: "ask: x", ranked: ["b", "a", "d"] }]);
  expect(rankedTexts([{ ...card, ranks: [1, 1, 1, 1] }])).toEqual([]);
});
