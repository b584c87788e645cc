import { describe, expect, test } from "vitest";
import { groupAdvantages } from "../../../snippets/group-advantages.ts";
import {
  barsOfAnswers,
  drGrpoAdvantages,
  groupInWords,
  meanOverTokens,
  rlooAdvantages,
} from "../../../snippets/illustrations/group-relatives.ts";

const rounded = (numbers: number[]) => numbers.map((x) => Number(x.toFixed(4)));

describe("one right answer of four, by hand", () => {
  const rewards = [1, 0, 0, 0];

  test("Dr. GRPO: less the mean of a quarter", () => {
    expect(drGrpoAdvantages(rewards)).toEqual([0.75, -0.25, -0.25, -0.25]);
  });

  test("RLOO: less the mean of the others, 0 for the right one, a third for a wrong one", () => {
    expect(rounded(rlooAdvantages(rewards))).toEqual([1, -0.3333, -0.3333, -0.3333]);
  });

  test("GRPO: Dr. GRPO's, divided by the sample's standard deviation of a half", () => {
    expect(groupAdvantages(rewards, 4)[0]).toBeCloseTo(1.5, 3);
  });
});

test("RLOO is Dr. GRPO times n / (n - 1), whatever the rewards", () => {
  const rewards = [0.3, -1.2, 2, 0.7, 0.31];
  const scaled = drGrpoAdvantages(rewards).map((a) => (a * 5) / 4);
  expect(rounded(rlooAdvantages(rewards))).toEqual(rounded(scaled));
});

test("a tiny difference stays tiny without the division", () => {
  const rewards = [0.5, 0.5, 0.5, 0.51];
  expect(groupAdvantages(rewards, 4)[3]).toBeGreaterThan(1.4);
  expect(drGrpoAdvantages(rewards)[3]).toBeCloseTo(0.0075, 10);
  expect(rlooAdvantages(rewards)[3]).toBeCloseTo(0.01, 10);
});

describe("the mean over an answer's tokens", () => {
  test("gives each token of an answer three times as long a third", () => {
    expect(meanOverTokens([-0.9, -0.9], [6, 18], 6)).toEqual([-0.9, expect.closeTo(-0.3, 12)]);
  });

  test("needs a length for every answer", () => {
    expect(() => meanOverTokens([1, -1], [6], 6)).toThrow("Each of the 2 answers needs a length");
    expect(() => meanOverTokens([1, -1], [6, 0], 6)).toThrow("at least 1 token, got 6, 0");
  });
});

describe("in words", () => {
  test("equal rewards teach nothing", () => {
    expect(groupInWords([0.1, 0.1, 0.1, 0.1])).toMatch("nothing to learn");
  });

  test("a tiny difference is told, with its size before and after", () => {
    expect(groupInWords([0, 0, 0, 0.01])).toBe(
      "A difference of 0.01 is blown up to full size: GRPO's largest advantage is 1.5, Dr. GRPO's 0.0075.",
    );
  });

  test("of other groups the sizes", () => {
    expect(groupInWords([1, 0, 0, 0])).toBe(
      "The rewards lie 1.00 apart. GRPO's largest advantage is 1.5, Dr. GRPO's 0.75.",
    );
  });
});

test("one answer is no group", () => {
  expect(() => rlooAdvantages([1])).toThrow("two answers at least");
});

test("bars of an answer stand side by side", () => {
  expect(barsOfAnswers({ a: [1, 2], b: [3, 4] })).toEqual([
    { name: "answer 1", group: "a", value: 1 },
    { name: "answer 2", group: "a", value: 2 },
    { name: "answer 1", group: "b", value: 3 },
    { name: "answer 2", group: "b", value: 4 },
  ]);
});
