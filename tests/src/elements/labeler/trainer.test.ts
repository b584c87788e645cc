import { expect, test } from "vitest";
import { trainer } from "../../../../src/elements/labeler/trainer.ts";

test("a page has one trainer, which trains nothing before it is told to", () => {
  expect(trainer()).toBe(trainer());
  expect(trainer().hasModel).toBe(false);
});
