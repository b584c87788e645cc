import fc from "fast-check";
import { expect, test } from "vitest";
import { roughSeconds } from "../../../src/freeze/run-time.ts";

test.each([
  [0.01, 0.2],
  [0.2, 0.2],
  [0.21, 0.5],
  [7, 8],
  [9, 12],
  [5000, 600],
])("%f s are about %f s", (seconds, rough) => {
  expect(roughSeconds(seconds)).toBe(rough);
});

test("a second freeze on a machine that is somewhat slower or faster says the same", () => {
  const time = fc.double({ min: 0.001, max: 500, noNaN: true });
  const other = fc.double({ min: 0.6, max: 1.2, noNaN: true });
  fc.assert(
    fc.property(time, other, (seconds, factor) => {
      const before = roughSeconds(seconds);
      const after = roughSeconds(seconds * factor, before);
      return after === before;
    }),
  );
});

test("what has become much faster or slower is said anew", () => {
  expect(roughSeconds(1, 20)).toBe(1);
  expect(roughSeconds(18, 2)).toBe(20);
});
