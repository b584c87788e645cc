import { expect, test } from "vitest";
import { nearestWord } from "../../../snippets/base/nearest-word.ts";

const words = ["fox", "owl", "grapes", "green", "where", "zif", "is", "a"];

test.each([
  ["foxx", "fox"],
  ["fo", "fox"],
  ["fxo", "fox"],
  ["garpes", "grapes"],
  ["grepas", "grapes"],
  ["wheer", "where"],
  ["ox", "fox"],
  ["foxtrot", "fox"],
  ["isn't", undefined],
  ["unicorn", undefined],
  ["b", undefined],
  ["", undefined],
])("%j: %j", (word, meant) => expect(nearestWord(word, words)).toBe(meant));

test("the nearest of all, and of two as near the first", () => {
  expect(nearestWord("greens", ["grapes", "green"])).toBe("green");
  expect(nearestWord("cab", ["cat", "car"])).toBe("cat");
});
