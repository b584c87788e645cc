import { expect, test } from "vitest";
import { compare, type Entry } from "../../src/benchmark/compare.ts";
import { SHAPES } from "../../src/benchmark/shapes.ts";
import { isRatioKnown } from "./enough.ts";

test("two rounds are never enough, three that agree are", () => {
  expect(isRatioKnown([10, 10], [20, 20])).toBe(false);
  expect(isRatioKnown([10, 10, 10], [20, 20, 20])).toBe(true);
  expect(isRatioKnown([10, 10, 10], [20, 22, 20])).toBe(false);
});

test("a round in which everything is slow tells as much as any", () => {
  expect(isRatioKnown([10, 30, 10], [20, 60, 20])).toBe(true);
});

test("more rounds make up for noise", () => {
  const noise = [1.02, 0.98, 1, 1.02, 0.98, 1, 1.02, 0.98, 1];
  const theirs = noise.map((x) => 20 * x);
  const ours = noise.map(() => 10);
  expect(isRatioKnown(ours.slice(0, 3), theirs.slice(0, 3))).toBe(true);
  const wilder = noise.map((x) => 20 * (1 + 2 * (x - 1)));
  expect(isRatioKnown(ours.slice(0, 3), wilder.slice(0, 3))).toBe(false);
  expect(isRatioKnown(ours, wilder)).toBe(true);
});

test("a comparison ends when enough is known, and not before the round is over", async () => {
  let runs = 0;
  const contestant = {
    prepare: async () => ({ operations: 1, tokens: 1 }),
    measure: async () => ++runs,
    release: async () => {},
    close: async () => {},
  };
  const entry: Entry = { contestant, task: { work: "nap", shape: SHAPES.XS }, slice: 0, rounds: 9, share: 1 };
  const outcomes = await compare([entry, { ...entry }], undefined, (timings) => timings.get(entry)!.length === 3);
  expect(runs).toBe(6);
  expect(outcomes.get(entry)!.ms).toBe(3);
});
