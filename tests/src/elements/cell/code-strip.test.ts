import { beforeEach, describe, expect, test } from "vitest";
import { CodeStrip } from "../../../../src/elements/cell/code-strip.ts";
import { codeChoice, codeMode, setCodeMode } from "../../../../src/elements/state/code-mode.ts";
import { cellMarkup } from "../cell-markup.ts";

let cell: HTMLElement;
const strip = (options: Parameters<typeof cellMarkup>[0] = {}) => {
  document.body.innerHTML = cellMarkup({ open: false, ...options });
  cell = document.querySelector<HTMLElement>("[data-cell]")!;
  return new CodeStrip(cell);
};
const button = () => cell.querySelector<HTMLButtonElement>(".cell-strip")!;
const code = () => cell.querySelector<HTMLElement>(".cell-code")!;
const seen = () => [code().getAttribute("hidden"), button().getAttribute("aria-expanded")];
const open = [null, "true"];
const folded = ["until-found", "false"];

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset.code;
});

describe("a cell's code", () => {
  test("is folded to a strip that says how much there is, and opens in place", () => {
    const one = strip({ code: "const a = 1;\nshow(a);" });
    expect(seen()).toEqual(folded);
    expect(button().textContent.trim()).toMatch(/^Code\s+2 lines$/);
    expect(button().getAttribute("aria-controls")).toBe(code().id);
    button().click();
    expect(seen()).toEqual(open);
    button().click();
    expect(seen()).toEqual(folded);
    one.count("1");
    expect(button().textContent).toMatch(/1 line$/m);
  });

  test("stays as the reader wants it, at the next visit too", () => {
    strip();
    button().click();
    strip();
    expect(seen()).toEqual(open);
    button().click();
    strip({ open: true });
    expect(seen()).toEqual(folded);
  });

  test("is open where the book has it open, and where the reader has changed it", () => {
    strip({ open: true });
    expect(seen()).toEqual(open);
    strip();
    cell.toggleAttribute("data-changed", true);
    new CodeStrip(cell);
    expect(seen()).toEqual(open);
  });

  test("opens for what the browser finds in it, and keeps no choice of that", () => {
    strip();
    code().dispatchEvent(new Event("beforematch"));
    expect([seen(), codeChoice("one")]).toEqual([open, null]);
  });
});

describe("a choice for the whole book", () => {
  test("goes over those for single cells, and is kept", () => {
    strip({ open: true }).choose(false);
    setCodeMode("coding");
    expect([seen(), codeMode()]).toEqual([open, "coding"]);
    expect(localStorage.getItem("mini-rlhf:code-mode")).toBe("open");
    setCodeMode("reading");
    expect(seen()).toEqual(open);
    strip();
    expect(seen()).toEqual(folded);
    expect(localStorage.getItem("mini-rlhf:code-mode")).toBeNull();
  });

  test("is not heard by a cell that is gone", () => {
    strip().end();
    setCodeMode("coding");
    expect(seen()).toEqual(folded);
  });
});
