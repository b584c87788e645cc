import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../../../src/elements/page/seed-hint.ts";
import "../../../../src/styles/beside.css";

const values = "seed 1: 2.1, seed 2: 2.3";
const shown = () => [...document.querySelectorAll(".seed-hint")].map((one) => one.textContent);
const link = () => document.querySelector<HTMLAnchorElement>("a")!;
const went = vi.fn((event: Event) => event.preventDefault());

/** A tap, or a mouse's click; a key's has no detail. */
const tap = (target: Element, pointerType = "touch") =>
  target.dispatchEvent(new PointerEvent("click", { bubbles: true, cancelable: true, detail: 1, pointerType }));

beforeEach(() => {
  went.mockReset().mockImplementation((event) => event.preventDefault());
  document.body.innerHTML = `<p>A mean of <a class="computed" href="#x" data-seeds="2" title="${values}">2.2</a> and <a href="#y">a link</a>.</p>`;
});

test("the first tap shows the values, the second one follows the link", () => {
  expect(tap(link())).toBe(false);
  expect(shown()).toEqual([values]);
  const followed = vi.fn((event: Event) => event.preventDefault());
  addEventListener("click", (event) => !event.defaultPrevented && followed(event), { once: true });
  tap(link());
  expect(followed).toHaveBeenCalledOnce();
});

test("a mouse has the title, and follows at once", () => {
  addEventListener("click", went, { once: true });
  tap(link(), "mouse");
  expect([shown(), went.mock.calls.length]).toEqual([[], 1]);
});

test("the keyboard shows it as it comes, and takes it away as it goes", async () => {
  await userEvent.keyboard("{Tab}");
  expect(shown()).toEqual([values]);
  expect(document.querySelector(".seed-hint")!.ariaHidden).toBe("true");
  await userEvent.keyboard("{Escape}");
  expect(shown()).toEqual([]);
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}{Tab}");
  expect(shown()).toEqual([values]);
  await userEvent.keyboard("{Tab}");
  expect(shown()).toEqual([]);
});

test("a tap elsewhere takes it away", async () => {
  tap(link());
  await userEvent.click(page.getByText("A mean of", { exact: false }));
  expect(shown()).toEqual([]);
});
