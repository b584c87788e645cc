import { describe, expect, test } from "vitest";
import { checkAnswer } from "../../src/notebook/check-answer.ts";

const judge = (got: unknown, expected: unknown, options = {}) => {
  const { state, message } = checkAnswer("it", got, expected, options);
  return message ? `${state}: ${message}` : state;
};

describe("right answers may be written differently", () => {
  test.each([
    ["rounded", 4.83, 4.8283],
    ["as text", "0.5", 0.5],
    ["a fraction", 1 / 3, 0.333333],
    ["infinite", Infinity, Infinity],
    ["another list", Float32Array.of(1, 2), [1, 2]],
    ["a set", new Set(["a"]), ["a"]],
    ["capitals, spaces, a full stop", " The  owl eats Worms. ", "the owl eats worms"],
    ["quotes", '"SFT"', "sft"],
    ["more than asked for", { a: 1, b: 2 }, { a: 1 }],
    ["a boolean", true, true],
  ])("%s", (_, got, expected) => {
    expect(judge(got, expected)).toBe("passed");
  });

  test("as far off as the exercise allows", () => {
    expect(judge(72, 73, { within: 1 })).toBe("passed");
  });

  test("whatever a function accepts", () => {
    expect(judge([3, 4], (got: number[]) => got.every((x) => x > 2))).toBe("passed");
  });
});

describe("wrong answers get a helpful line", () => {
  test.each([
    ["too large", 5, 4, "wrong: 5 is too large."],
    ["too small", 3, 4, "wrong: 3 is too small."],
    ["the sign", -4, 4, "wrong: -4 has the wrong sign."],
    ["the sign of a rounded number", -1.3862943, 1.3863, "wrong: -1.3862943 has the wrong sign."],
    ["no number", "four", 4, 'wrong: A number is asked for, not "four".'],
    ["no list", 1, [1], "wrong: A list is asked for, not 1."],
    ["too few", [1], [1, 2], "wrong: The list has 1 item, not 2."],
    ["one of the list", [1, 3], [1, 2], "wrong: Item 2 of the list: 3 is too large."],
    ["a missing key", { b: 1 }, { a: 1 }, 'wrong: "a" is missing.'],
    ["other words", "RL", "SFT", 'wrong: Not "RL".'],
    ["a boolean", false, true, "wrong: Not false."],
    ["what a function says", 1, () => "Think again.", "wrong: Think again."],
    ["a function's no", 1, () => false, "wrong: Not 1."],
  ])("%s", (_, got, expected, said) => {
    expect(judge(got, expected)).toBe(said);
  });

  test("a hint comes last, and the reason of a known mistake instead", () => {
    const options = { hint: "Use ln.", mistakes: [[6.966, "That is in bits."]] as [number, string][] };
    expect(judge(1, 4.828, options)).toBe("wrong: 1 is too small. Use ln.");
    expect(judge(Math.log2(125), 4.828, options)).toBe("wrong: That is in bits.");
  });
});

test.each([[undefined], [null], [NaN], [""], [[NaN, NaN]]])("%s is no answer yet", (got) => {
  expect(judge(got, 1)).toBe("open: Nothing here yet.");
});
