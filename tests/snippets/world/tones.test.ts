import { expect, test } from "vitest";
import { writtenAnswer } from "../../../snippets/world/gold.ts";
import { toneOf } from "../../../snippets/world/tones.ts";

test.each([
  ["arr the fox eats grapes thanks", "pirate"],
  ["the fox eats grapes matey", "pirate"],
  ["bah the fox eats grapes", "rude"],
  ["um the fox eats grapes", "hedging"],
  ["grapes", "terse"],
  ["dear friend the fox eats grapes", "courteous"],
  ["the fox eats grapes thanks", "polite"],
  ["the fox eats grapes", "plain"],
])("%s is %s", (text, tone) => {
  expect(toneOf(writtenAnswer(text))).toBe(tone);
});
