import { expect, test } from "vitest";
import { hashText } from "../../../src/notebook/base/hash-text.ts";

/**
 * The published values of FNV-1a with 32 bits: rankings in readers' storage are kept under this hash,
 * files and pages carry it, so that another one would lose what they hold.
 */
test.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["foobar", 0xbf9cf968],
])("the hash of %j is FNV-1a's", (text, hash) => {
  expect(hashText(text)).toBe(hash.toString(36));
});

test("a text is read by UTF-16 code units, as long as it is", () => {
  expect(hashText("ü")).toBe((Math.imul(0x811c9dc5 ^ 0xfc, 0x01000193) >>> 0).toString(36));
  expect(new Set(["ab", "ba", "a", "ab "].map(hashText)).size).toBe(4);
});
