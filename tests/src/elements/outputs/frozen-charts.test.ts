import { expect, test, vi } from "vitest";
import { watchFrozenCharts } from "../../../../src/elements/outputs/frozen-charts.ts";

/** A chart that was drawn for a width, in a box of another one. */
function place(drawn: number, room: number, top = 0): HTMLElement {
  document.body.innerHTML = `<div style="width: ${room}px; margin-top: ${top}px"><svg class="chart" width="${drawn}" height="10"></svg></div>`;
  return document.querySelector("div")!;
}

/** What the browser had to say about what is near has been said. */
const looked = async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
};

test.each([
  ["much more room than it uses", 400, 600, 1],
  ["too little room", 400, 300, 1],
  ["about its room", 400, 420, 0],
])("a chart that has %s", async (_, drawn, room, times) => {
  const redraw = vi.fn();
  watchFrozenCharts(place(drawn, room), redraw);
  await looked();
  expect(redraw).toHaveBeenCalledTimes(times);
});

test("one that is far away waits until it comes near, and is drawn anew once", async () => {
  const redraw = vi.fn();
  const box = place(400, 800, 5000);
  watchFrozenCharts(box, redraw);
  await looked();
  expect(redraw).not.toHaveBeenCalled();
  box.scrollIntoView();
  await expect.poll(() => redraw.mock.calls.length).toBe(1);
  scrollTo(0, 0);
  box.scrollIntoView();
  await looked();
  expect(redraw).toHaveBeenCalledTimes(1);
});

test("one that is not shown, or gone, is left alone", async () => {
  const redraw = vi.fn();
  const box = place(400, 800);
  box.hidden = true;
  watchFrozenCharts(box, redraw);
  await looked();
  box.remove();
  await looked();
  expect(redraw).not.toHaveBeenCalled();
});
