import { beforeEach, expect, test, vi } from "vitest";
import { DragOrder } from "../../../../src/elements/base/drag-order.ts";

const dropped = vi.fn();

beforeEach(() => {
  dropped.mockReset();
  document.body.innerHTML = `<ol style="margin:0;padding:0;list-style:none">${["a", "b", "c"]
    .map((name) => `<li style="height:40px"><span class="rank-handle">=</span>${name}<button>x</button></li>`)
    .join("")}</ol>`;
  new DragOrder(document.querySelector("ol")!, dropped);
});

const item = (name: string) =>
  [...document.querySelectorAll<HTMLElement>("li")].find(({ textContent }) => textContent.includes(name))!;
const order = () => [...document.querySelectorAll("li")].map(({ textContent }) => textContent[1]).join("");

function point(type: string, target: Element, y: number, pointerType = "mouse"): void {
  const made = new PointerEvent(type, { bubbles: true, clientY: y, pointerId: 1, pointerType, button: 0 });
  target.dispatchEvent(made);
}

/** Pointer capture needs a real pointer. */
beforeEach(() => {
  document.querySelector("ol")!.setPointerCapture = () => {};
});

test("an item that is dragged past its neighbours changes places with them, and is told when it is dropped", () => {
  const last = item("c");
  point("pointerdown", last, 100);
  for (const y of [60, 40, 15, 5]) point("pointermove", last, y);
  expect([order(), last.hasAttribute("data-dragged"), dropped.mock.calls.length]).toEqual(["cab", true, 0]);
  point("pointerup", last, 5);
  expect([order(), last.hasAttribute("data-dragged"), last.style.translate]).toEqual(["cab", false, ""]);
  expect(dropped).toHaveBeenCalledExactlyOnceWith(last);
});

test("a finger drags by the handle only, and nothing drags by a button", () => {
  point("pointerdown", item("a"), 10, "touch");
  point("pointermove", item("a"), 90, "touch");
  point("pointerdown", item("a").querySelector("button")!, 10);
  point("pointermove", item("a"), 90);
  point("pointerup", item("a"), 90);
  expect([order(), dropped.mock.calls.length]).toEqual(["abc", 0]);
  point("pointerdown", item("a").querySelector(".rank-handle")!, 10, "touch");
  for (const y of [50, 95, 120]) point("pointermove", item("a"), y, "touch");
  point("pointerup", item("a"), 120, "touch");
  expect([order(), dropped.mock.calls.length]).toEqual(["bca", 1]);
});
