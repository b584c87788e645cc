import { expect, test, vi } from "vitest";
import { scrollNeeded, showWithBar } from "../../../../src/elements/outputs/show-with-bar.ts";

const at = (top: number, height: number) => ({ top, bottom: top + height });

test.each([
  ["outputs below the window: down to their end", at(700, 40), at(740, 300), 248],
  ["outputs higher than the window: the bar stays", at(700, 40), at(740, 900), 692],
  ["outputs in view: nothing", at(100, 40), at(140, 300), 0],
  ["outputs above the window: up to their beginning", at(300, 40), at(-200, 500), -208],
  ["outputs above and high: the bar stays", at(300, 40), at(-900, 1200), -452],
  ["the bar is out of view: the reader is elsewhere", at(-50, 40), at(-10, 2000), 0],
  ["a part of the bar is in view: down to the outputs' end", at(790, 40), at(830, 300), 338],
  ["the bar is below the window", at(801, 40), at(841, 300), 0],
])("%s", (_, bar, outputs, top) => expect(scrollNeeded(bar, outputs, 800)).toBe(top));

test("moves only for who has pressed something in the bar", () => {
  document.body.innerHTML = `<div style="padding-top: ${innerHeight - 60}px">
    <div class="cell-bar"><button>Run</button></div><div class="box" style="height: 400px"></div></div>`;
  const scroll = vi.spyOn(window, "scrollBy").mockImplementation(() => {});
  const box = document.querySelector<HTMLElement>(".box")!;
  showWithBar(box);
  expect(scroll).not.toHaveBeenCalled();
  document.querySelector("button")!.focus({ preventScroll: true });
  showWithBar(box);
  expect(scroll).toHaveBeenCalledOnce();
  expect((scroll.mock.calls[0] as unknown as [{ top: number }])[0].top).toBeGreaterThan(300);
});
