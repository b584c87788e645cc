import { expect, test } from "vitest";
import { shownAnswer, shownPrompt } from "../../../src/labeler/shown-words.ts";

test.each([
  ["ask: what does the owl eat ?", "what does the owl eat?"],
  ["ask: note: the fox eats figs . what does the fox eat ?", "note: the fox eats figs. what does the fox eat?"],
])("%s is shown as %s", (prompt, shown) => expect(shownPrompt(prompt)).toBe(shown));

test.each([
  ["arr , the owl eats worms <end>", "arr, the owl eats worms"],
  ["worms <end>", "worms"],
  ["the owl eats the owl eats", "the owl eats the owl eats …"],
  ["<end>", "(nothing)"],
])("the answer %s is shown as %s", (text, shown) => expect(shownAnswer(text)).toBe(shown));
