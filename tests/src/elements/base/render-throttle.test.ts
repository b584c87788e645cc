import { describe, expect, test } from "vitest";
import { nextDrawing } from "../../../../src/elements/base/render-throttle.ts";

describe("a picture that took 10 ms, while a training takes two cores", () => {
  test("is drawn again at once where the page has a core of its own", () => {
    expect(nextDrawing(1000, 10, 8, () => true)).toBe(1020);
  });

  test("waits where it has none, and costs the training a sixtieth", () => {
    expect(nextDrawing(1000, 10, 2, () => true)).toBe(1600);
  });

  test("waits no longer than a second, where a drawing takes long", () => {
    expect(nextDrawing(1000, 50, 2, () => true)).toBe(2000);
    expect(nextDrawing(1000, 1500, 2, () => true)).toBe(2500);
  });

  test("costs nobody anything when no cell runs", () => {
    expect(nextDrawing(1000, 10, 2, () => false)).toBe(1020);
  });
});
