import { expect, test, vi } from "vitest";
import { editKey, forgetEdit, loadEdit, saveEdit } from "../../../../src/elements/cell/edit-record.ts";

test("a text is kept, with the one before it, and forgotten", () => {
  const edit = { source: "mine", original: "h", former: "older" };
  expect(saveEdit("one", edit)).toBeNull();
  expect([loadEdit("one"), loadEdit("two")]).toEqual([edit, null]);
  forgetEdit("one");
  expect(loadEdit("one")).toBeNull();
});

test("why it cannot be kept is said", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no room", "QuotaExceededError");
  });
  expect(saveEdit("one", { source: "a", original: "h" })).toBe("full");
});

test.each(["{", "[]", '{"source":1}', "null"])("what cannot be read is set aside, not lost: %s", (text) => {
  localStorage.setItem(editKey("one"), text);
  expect(loadEdit("one")).toBeNull();
  expect(Object.values(localStorage)).toContain(text);
  expect(localStorage.getItem(editKey("one"))).toBeNull();
});

test("where storage may not be read there is nothing", () => {
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  expect(loadEdit("one")).toBeNull();
});
