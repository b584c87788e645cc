import { expect, test } from "vitest";
import { textChange } from "../../../../src/elements/editor/text-change.ts";

test.each([
  ["", "abc"],
  ["abc", ""],
  ["abc", "abXc"],
  ["aaa", "aa"],
  ["aa", "aaa"],
  ["one\ntwo", "one\nand\ntwo"],
  ["fox 🦊", "fox 🐻"],
])("%j becomes %j", (before, after) => {
  const { from, to, insert } = textChange(before, after)!;
  expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
});

test("is as small as can be, or nothing", () => {
  expect(textChange("same", "same")).toBeNull();
  expect(textChange("const a = 1;", "const ab = 1;")).toEqual({ from: 7, to: 7, insert: "b" });
});
