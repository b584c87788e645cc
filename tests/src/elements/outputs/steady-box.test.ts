import { beforeEach, expect, test, vi } from "vitest";
import { SteadyBox } from "../../../../src/elements/outputs/steady-box.ts";

let box: HTMLElement;
let steady: SteadyBox;
const height = () => box.getBoundingClientRect().height;
const below = () => document.querySelector("p")!.getBoundingClientRect().top;
/** How high the box is by itself with what is in it. */
const natural = () => {
  const copy = box.cloneNode(true) as HTMLElement;
  copy.removeAttribute("style");
  box.after(copy);
  const found = copy.getBoundingClientRect().height;
  copy.remove();
  return found;
};

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `
    <style>section { box-sizing: border-box; display: grid; gap: 9px; padding: 5px 0 7px; border-top: 1px solid } section > div { height: 40px }</style>
    <section><div></div><div></div></section><p>below</p>`;
  box = document.querySelector("section")!;
  steady = new SteadyBox(box);
});

test("a box that is held has the height it had, and keeps the page below it where it is", () => {
  const [was, place] = [height(), below()];
  steady.hold();
  expect([height(), below()]).toEqual([was, place]);
  expect(getComputedStyle(box).contain).toContain("size");
});

test("it gets higher and lower with what is in it", () => {
  steady.hold();
  const last = box.lastElementChild as HTMLElement;
  for (const wanted of [90, 10]) {
    last.style.height = `${wanted}px`;
    steady.fit();
    expect(height()).toBe(natural());
    expect(height()).toBe(62 + wanted);
  }
  last.remove();
  steady.fit();
  expect(height()).toBe(natural());
  box.append(document.createElement("div"), document.createElement("div"));
  steady.fit();
  expect(height()).toBe(natural());
});

test("when the hand rests, the box is as it was, and not before", () => {
  steady.hold();
  vi.advanceTimersByTime(400);
  steady.hold();
  vi.advanceTimersByTime(400);
  expect(box.style.contain).not.toBe("");
  vi.advanceTimersByTime(200);
  expect(box.getAttribute("style")).toBe("");
  expect(height()).toBe(natural());
});

test("let go, or with nothing in it, it is not held", () => {
  steady.hold();
  steady.letGo();
  expect(box.getAttribute("style")).toBe("");
  vi.advanceTimersByTime(1000);
  box.replaceChildren();
  steady.hold();
  steady.fit();
  expect(box.style.contain).toBe("");
});
