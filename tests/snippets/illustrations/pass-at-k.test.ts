import { describe, expect, test } from "vitest";
import { chanceOfFlat, chanceOfNone, passAtK, voteOfK } from "../../../snippets/illustrations/pass-at-k.ts";
import { createRng } from "../../../snippets/random.ts";

describe("pass@k from n answers", () => {
  test("of one try is the share that is right", () => {
    expect(passAtK(8, 2, 1)).toBe(0.25);
  });

  test("counts the pairs: of C(4,2) = 6, 3 have the one right answer", () => {
    expect(passAtK(4, 1, 2)).toBeCloseTo(0.5, 12);
  });

  test("of all n is whether any is right", () => {
    expect(passAtK(8, 1, 8)).toBe(1);
    expect(passAtK(8, 0, 8)).toBe(0);
  });

  test("more than n can't be taken", () => {
    expect(() => passAtK(4, 1, 5)).toThrow("got n 4, k 5, marked 1");
  });
});

test("a group of four out of eight, four of which are right: 2 of 70 are flat", () => {
  expect(chanceOfFlat(8, 4, 4)).toBeCloseTo(2 / 70, 12);
  expect(chanceOfNone(8, 4, 4)).toBeCloseTo(1 / 70, 12);
});

test("groups of a hopeless and of a solved prompt are flat", () => {
  expect(chanceOfFlat(16, 0, 4)).toBe(1);
  expect(chanceOfFlat(16, 16, 4)).toBe(1);
});

describe("the vote", () => {
  const rng = () => createRng(1);

  test("of all answers: the most frequent one", () => {
    expect(voteOfK(["a", "b", "a", undefined], "a", 4, rng())).toBe(1);
    expect(voteOfK(["a", "b", "a", undefined], "b", 4, rng())).toBe(0);
  });

  test("a tie is shared", () => {
    expect(voteOfK(["a", "b"], "b", 2, rng())).toBe(0.5);
  });

  test("of one answer is the share that is right, to chance", () => {
    expect(voteOfK(["a", "b", "b", "c"], "b", 1, rng(), 4000)).toBeCloseTo(0.5, 1);
  });

  test("silence wins nothing", () => {
    expect(voteOfK([undefined, undefined], "a", 2, rng())).toBe(0);
  });
});
