import { expect, test } from "vitest";
import { showBeside } from "../../../../src/elements/page/show-beside.ts";
import "../../../../src/styles/beside.css";

function place(style: string): { box: DOMRect; element: DOMRect } {
  document.body.innerHTML = `<span style="position: absolute; ${style}">symbol</span>`;
  const element = document.querySelector("span")!;
  const box = showBeside(element, "a-hint", (one) => (one.textContent = "a meaning of some words"));
  expect(box.className).toBe("beside a-hint");
  return { box: box.getBoundingClientRect(), element: element.getBoundingClientRect() };
}

test("it stands below its element", () => {
  const { box, element } = place("left: 100px; top: 50px");
  expect([box.left, box.top]).toEqual([element.left, element.bottom + 6]);
});

test.each(["left: -40px", "right: -20px"])("and within the window: %s", (side) => {
  const { box } = place(`${side}; top: 50px`);
  expect(box.left).toBeGreaterThanOrEqual(16);
  expect(box.right).toBeLessThanOrEqual(document.documentElement.clientWidth - 15);
});

test("also on a page that is scrolled", () => {
  document.documentElement.style.height = "5000px";
  scrollTo(0, 600);
  const { box, element } = place("left: 100px; top: 800px");
  expect(box.top).toBeCloseTo(element.bottom + 6, 0);
  document.documentElement.style.height = "";
});
