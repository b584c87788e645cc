import { expect, test } from "vitest";
import { cardKey } from "../../../src/labeler/card-keys.ts";

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const press = (key: string, isPair: boolean, held: Partial<typeof plain> = {}) =>
  cardKey({ key, ...plain, ...held }, isPair);

test.each([
  ["1", 0],
  ["9", 8],
  ["0", null],
  ["Backspace", "back"],
  ["=", "tie"],
  ["s", "skip"],
  ["U", "undo"],
  ["Enter", null],
  ["ArrowLeft", null],
])("on a card to be ranked, %s is %s", (key, meant) => expect(press(key, false)).toBe(meant));

test.each([
  ["ArrowLeft", 0],
  ["ArrowRight", 1],
  ["2", 1],
  ["=", "equal"],
  ["b", "bad"],
  ["Backspace", "undo"],
  ["Enter", null],
])("on a pair, %s is %s", (key, meant) => expect(press(key, true)).toBe(meant));

test("Shift and Enter hand in a ranking", () => {
  expect([press("Enter", false, { shiftKey: true }), press("Enter", true, { shiftKey: true })]).toEqual(["next", null]);
});

test.each(["ctrlKey", "metaKey", "altKey"] as const)("with %s, keys are the browser's", (held) => {
  expect(press("1", false, { [held]: true })).toBeNull();
  expect(press("s", true, { [held]: true })).toBeNull();
});
