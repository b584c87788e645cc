import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../../../src/elements/page/symbol-meanings.ts";
import "../../../../src/styles/beside.css";

/** An equation of three symbols, its meanings, and text beside it. */
const markup = `<p id="text">text</p>
<div class="katex-display katex" tabindex="0"><span data-sym="0" title="a">α</span> + <span data-sym="1">β</span> + <span data-sym="9">?</span></div>
`;

/** One list for all of a page's symbols. */
const meanings = document.createElement("symbol-meanings");
meanings.innerHTML = `<div hidden data-plain="alpha: the step">α: the <b>step</b></div>
<div hidden data-plain="beta: the leash">β: the leash</div><p role="status"></p>`;

const shown = () => [...document.querySelectorAll(".symbol-meaning")].map((one) => one.textContent);
const said = () => page.getByRole("status").element().textContent;
const symbol = (at: number) => document.querySelectorAll<HTMLElement>("[data-sym]")[at]!;

beforeEach(async () => {
  document.body.innerHTML = markup;
  document.body.append(meanings);
  await userEvent.hover(document.querySelector("#text")!);
});

describe("a symbol", () => {
  test("shows its meaning to the pointer, which may move on to it", async () => {
    await userEvent.hover(symbol(0));
    await expect.poll(shown).toEqual(["α: the step"]);
    expect(symbol(0).hasAttribute("title")).toBe(false);
    await userEvent.hover(document.querySelector(".symbol-meaning")!);
    expect(shown()).toHaveLength(1);
    await userEvent.hover(symbol(1));
    await expect.poll(shown).toEqual(["β: the leash"]);
    await userEvent.hover(document.querySelector("#text")!);
    await expect.poll(shown).toEqual([]);
  });

  test("shows it on a tap", async () => {
    symbol(1).dispatchEvent(new PointerEvent("click", { bubbles: true, pointerType: "touch" }));
    await expect.poll(shown).toEqual(["β: the leash"]);
    document.querySelector<HTMLElement>("#text")!.click();
    expect(shown()).toEqual([]);
  });

  test("whose meaning is not there shows none", async () => {
    symbol(2).click();
    expect(shown()).toEqual([]);
  });
});

test("by keyboard, Enter walks through an equation and says each symbol; Escape ends it", async () => {
  document.querySelector<HTMLElement>(".katex-display")!.focus();
  await expect
    .poll(async () => {
      if (shown().length === 0) await userEvent.keyboard("{Enter}");
      return said();
    })
    .toBe("alpha: the step");
  await userEvent.keyboard("{Enter}");
  expect([shown(), said()]).toEqual([["β: the leash"], "beta: the leash"]);
  await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
  expect(said()).toBe("alpha: the step");
  await userEvent.keyboard("{Escape}");
  expect([shown(), document.querySelector(".shown")]).toEqual([[], null]);
});

test("leaving the equation takes it away", async () => {
  const equation = document.querySelector<HTMLElement>(".katex-display")!;
  equation.focus();
  symbol(0).click();
  await expect.poll(shown).toHaveLength(1);
  equation.blur();
  expect(shown()).toEqual([]);
});
