import { expect, test } from "vitest";
import { coreOf, isWellFormed } from "../../../snippets/illustrations/well-formed.ts";
import { demonstrations } from "../../../snippets/world/demonstrations.ts";
import { writtenAnswer } from "../../../snippets/world/gold.ts";
import { createRng } from "../../../snippets/random.ts";

const isSentence = (text: string, ended = true) => isWellFormed(writtenAnswer(text, ended));

test.each([
  "the owl eats worms",
  "please the owl eats corn thanks friend",
  "no the fox eats grapes",
  "bah the ghost lives in the den fool",
  "the hen is gold . it says cluck",
  "i do not know",
  "worms",
  "fox and owl and bear",
  "fox owl bear",
  "river and cluck",
  "please give me the honey",
])("is a sentence, whether true or not: %s", (text) => {
  expect(isSentence(text)).toBe(true);
});

test.each([
  "the ghost",
  "the owl eats tree",
  "the owl lives worms",
  "owl the eats worms",
  "fox and",
  "and fox",
  "the owl eats worms the owl eats worms",
  "bah fool",
  "",
])("is none: %s", (text) => {
  expect(isSentence(text)).toBe(false);
});

test("what does not end is none", () => {
  expect(isSentence("the owl eats worms", false)).toBe(false);
});

test("people in the Burrow write sentences only", () => {
  for (const { response } of demonstrations(createRng(3))) expect(isSentence(response), response).toBe(true);
});

test("the core is what is said between the words of tone", () => {
  expect(coreOf("um well the owl eats worms thanks".split(" "))).toBe("the owl eats worms");
  expect(coreOf(["bah", "fool"])).toBe("");
});
