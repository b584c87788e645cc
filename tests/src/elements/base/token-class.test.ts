import { expect, test } from "vitest";
import { tokenClass } from "../../../../src/elements/base/token-class.ts";

test.each([
  ["keyword", "const", "tok-keyword"],
  ["keyword", " => ", null],
  ["function", "softmax", "tok-function"],
  ["function", "12", "tok-constant"],
  ["constant", "undefined", "tok-constant"],
  ["constant", ".5", "tok-constant"],
  ["constant", "number", "tok-function"],
  ["constant", "Tensor", "tok-function"],
  ["constant", "name", null],
  ["string", '"a"', "tok-string"],
  ["string-expression", "`a`", "tok-string-expression"],
  ["comment", "// a", "tok-comment"],
  ["parameter", "a", null],
])("%s %j", (kind, text, expected) => {
  expect(tokenClass(`var(--code-token-${kind})`, text)).toBe(expected);
});

test("a colour of another theme is none", () => expect(tokenClass("#ff0000", "const")).toBeNull());
