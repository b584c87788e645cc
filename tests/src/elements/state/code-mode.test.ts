import { beforeEach, expect, test, vi } from "vitest";
import { codeChoice, codeMode, keepCodeChoice, setCodeMode } from "../../../../src/elements/state/code-mode.ts";

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset.code;
});

test("a choice for the book is kept and told, and ends those for single cells", () => {
  const told = vi.fn();
  document.addEventListener("code-mode", told, { once: true });
  keepCodeChoice("one", false);
  expect([codeMode(), codeChoice("one"), codeChoice("two")]).toEqual(["reading", false, null]);
  setCodeMode("coding");
  expect([codeMode(), codeChoice("one"), told.mock.calls.length]).toEqual(["coding", null, 1]);
  setCodeMode("reading");
  expect([codeMode(), localStorage.length]).toEqual(["reading", 0]);
});

test("where nothing can be kept it lasts as long as the page", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no room", "QuotaExceededError");
  });
  setCodeMode("coding");
  expect(codeMode()).toBe("coding");
});
