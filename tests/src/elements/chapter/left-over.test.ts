import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { storageKey } from "../../../../src/edits/storage.ts";
import { anew } from "../anew.ts";

type Panel = typeof import("../../../../src/elements/chapter/left-over.ts");
let panel: Panel;
const cell = (text: string, why = "Code of its own.") => ({ kind: "code" as const, text, why });
const texts = () => [...document.querySelectorAll("pre")].map((one) => one.textContent);
const section = () => page.getByRole("region", { name: "What had no place in this chapter" });

beforeEach(async () => {
  document.body.innerHTML = "<p><run-all></run-all></p><code-cell></code-cell>";
  panel = await anew<Panel>("chapter/left-over.ts");
});

describe("what a file had too much", () => {
  test("stands above the chapter, by file, and is there at the next visit", async () => {
    panel.keepLeftOver("a.ts", [cell("one"), cell("two")]);
    panel.keepLeftOver("b.ts", [cell("<b>three</b>")]);
    expect(texts()).toEqual(["one", "two", "<b>three</b>"]);
    expect([...document.querySelectorAll("h3")].map((one) => one.textContent)).toEqual(["From a.ts", "From b.ts"]);
    expect(document.querySelector("p")!.nextElementSibling).toBe(section().element());
    document.body.innerHTML = "<code-cell></code-cell>";
    (await anew<Panel>("chapter/left-over.ts")).showLeftOver();
    expect(texts()).toHaveLength(3);
  });

  test("of the same file comes once, with what was there before", () => {
    panel.keepLeftOver("a.ts", [cell("one")]);
    panel.keepLeftOver("a.ts", [cell("one"), cell("two")]);
    expect(texts()).toEqual(["one", "two"]);
  });

  test("is taken away one by one; the last one takes the panel along", async () => {
    panel.keepLeftOver("a.ts", [cell("one", "First."), cell("two", "Second.")]);
    await userEvent.click(page.getByRole("button", { name: "Take away: First." }));
    expect(texts()).toEqual(["two"]);
    expect(document.activeElement).toBe(section().element());
    await userEvent.click(page.getByRole("button", { name: "Take away: Second." }));
    expect([section().elements(), localStorage.getItem(storageKey("left-over"))]).toEqual([[], null]);
  });

  test("is taken away all at once only if the reader is sure", async () => {
    panel.keepLeftOver("a.ts", [cell("one"), cell("two")]);
    const sure = vi.spyOn(globalThis, "confirm").mockReturnValue(false);
    await userEvent.click(page.getByRole("button", { name: "Take all away" }));
    expect(texts()).toHaveLength(2);
    sure.mockReturnValue(true);
    await userEvent.click(page.getByRole("button", { name: "Take all away" }));
    expect(texts()).toEqual([]);
    expect(sure).toHaveBeenCalledWith(expect.stringContaining("all 2"));
  });

  test("can be gone to", () => {
    panel.keepLeftOver("a.ts", [cell("one")]);
    panel.goToLeftOver();
    expect(document.activeElement).toBe(section().element());
  });
});

describe("copying", () => {
  const copy = () => userEvent.click(page.getByRole("button", { name: "Copy: Code of its own." }));

  beforeEach(() => panel.keepLeftOver("a.ts", [cell("one")]));

  test("says that it has", async () => {
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await copy();
    expect(write).toHaveBeenCalledWith("one");
    await expect.poll(() => document.querySelector("button")!.textContent).toBe("Copied");
  });

  test("where the browser forbids it, selects the text", async () => {
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("no", "NotAllowedError"));
    await copy();
    await expect.poll(() => String(getSelection())).toBe("one");
  });
});

test("where it cannot be kept, that is said", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no room", "QuotaExceededError");
  });
  panel.keepLeftOver("a.ts", [cell("one")]);
  panel.keepLeftOver("b.ts", [cell("two")]);
  expect(texts()).toEqual(["one", "two"]);
  expect(section().element().textContent).toContain("This browser cannot keep it");
});

test.each(["{", "[{}]", "7"])("what is kept and cannot be read shows nothing: %s", (text) => {
  localStorage.setItem(storageKey("left-over"), text);
  panel.showLeftOver();
  expect(section().elements()).toEqual([]);
});
