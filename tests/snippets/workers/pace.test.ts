import { describe, expect, test } from "vitest";
import { Pace } from "../../../snippets/workers/pace.ts";

/** Notes the same part so many times. @returns how often there came to be fewer workers */
function note(pace: Pace, times: number, own: number, others: number[]): number {
  return Array.from({ length: times }, () => pace.note(own, others)).filter(Boolean).length;
}

describe("workers that take", () => {
  test.each([
    ["as long", [20], 2],
    ["nearly twice as long", [39], 2],
    ["more than twice as long: half as many", [41], 1],
    ["as long, but for one of three", [20, 20, 41], 2],
    ["less", [5, 5, 5], 4],
  ])("%s", (_, others, workers) => {
    const pace = new Pace(() => 0);
    note(pace, 32, 20, others);
    expect(pace.bear(others.length + 1)).toBe(workers);
  });
});

test("one slow measurement says nothing yet, nor do parts that are over at once", () => {
  const pace = new Pace(() => 0);
  for (const ms of [100, 20, 100]) expect(note(pace, 16, 20, [ms])).toBe(0);
  expect(pace.bear(4)).toBe(4);
  const short = new Pace(() => 0);
  expect(note(short, 399, 1, [100])).toBe(0);
  expect(note(short, 1, 1, [100])).toBe(1);
});

test("it is tried again, and each time later if it is slow again", () => {
  let now = 0;
  const pace = new Pace(() => now);
  for (const rest of [20, 40, 80, 160, 300, 300]) {
    expect(note(pace, 32, 20, [100])).toBe(1);
    now += 1000 * rest - 1;
    expect(pace.bear(2)).toBe(1);
    now += 1;
    expect(pace.bear(2)).toBe(2);
  }
  note(pace, 16, 20, [20]);
  note(pace, 32, 20, [100]);
  now += 20_000;
  expect(pace.bear(2)).toBe(2);
});

test("another number of workers is another measurement", () => {
  const pace = new Pace(() => 0);
  note(pace, 31, 20, [100, 20, 20]);
  expect(note(pace, 31, 20, [100])).toBe(0);
  expect(note(pace, 1, 20, [100])).toBe(1);
});
