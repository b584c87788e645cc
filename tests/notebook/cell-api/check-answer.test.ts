import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { createRng } from "../../../snippets/random.ts";
import { AnswerCall, Todo } from "../../../src/notebook/cell-api/answer-call.ts";
import { answerText, answerTexts } from "../../../src/notebook/cell-api/answer-text.ts";
import { checkAnswer, type CheckOptions, runningCheck } from "../../../src/notebook/cell-api/check-answer.ts";
import { StopRequest } from "../../../src/notebook/base/stop.ts";

const judge = (got: unknown, expected: unknown, options: CheckOptions = {}) => {
  const { state, message } = checkAnswer("it", got, expected, options);
  return message ? `${state}: ${message}` : state;
};

/** A call of a function by the name of f. */
const f = (fn: (...args: never[]) => unknown, ...args: unknown[]) => {
  Object.defineProperty(fn, "name", { value: "f" });
  return new AnswerCall(fn, args);
};

describe("right answers may be written differently", () => {
  test.each([
    ["rounded", 4.83, 4.8283],
    ["as text", "0.5", 0.5],
    ["a boolean as text", "True.", true],
    ["a fraction", 1 / 3, 0.333333],
    ["infinite", Infinity, Infinity],
    ["a big integer", 3n, 3],
    ["another list", Float32Array.of(1, 2), [1, 2]],
    ["a set", new Set(["a"]), ["a"]],
    ["a generator", new Set([1, 2]).values(), [1, 2]],
    ["a tensor", tf.tensor1d([1, 2]), [1, 2]],
    [
      "a matrix",
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["a number as a tensor", tf.scalar(3), 3],
    ["a mask of booleans", [true, false], [1, 0]],
    ["capitals, spaces, a full stop", " The  owl eats Worms. ", "the owl eats worms"],
    ["quotes", '"SFT"', "sft"],
    ["more than asked for", { a: 1, b: 2 }, { a: 1 }],
    ["a map", new Map([["a", 1]]), { a: 1 }],
    ["a boolean", true, true],
  ])("%s", (_, got, expected) => {
    expect(judge(got, expected)).toBe("passed");
  });

  test("as far off as the exercise allows", () => {
    expect(judge(72, 73, { within: 1 })).toBe("passed");
  });

  test("in any order, if that is allowed, and as often as expected", () => {
    expect(judge([3, 1, 1], [1, 1, 3], { anyOrder: true })).toBe("passed");
    expect(judge([3, 1, 3], [1, 1, 3], { anyOrder: true })).toMatch(/^wrong/);
    expect(judge([["b", "a"]], [["a", "b"]], { anyOrder: true })).toMatch(/^wrong/);
  });

  test("whatever a function accepts, which is told the inputs too", () => {
    expect(judge([3, 4], (got: number[]) => got.every((x) => x > 2))).toBe("passed");
    expect(
      judge(
        f((x: number) => 2 * x, 4),
        (got: number, x: number) => got === 2 * x,
      ),
    ).toBe("passed");
  });
});

describe("a typed answer is told which way the right one lies, and not which it is", () => {
  test.each([
    ["too large", 5, 4, "Your answer is 5. A smaller number is expected."],
    ["too small", 3, 4, "Your answer is 3. A larger number is expected."],
    ["the sign", -4, 4, "Your answer is -4. The sign is wrong."],
    ["a rounded number", 0.08999999999999997, 0.5, "Your answer is 0.09. A larger number is expected."],
    ["no number", "four", 4, 'Your answer is "four". A number is expected.'],
    [
      "not a number",
      NaN,
      4,
      "Your answer is NaN. NaN means “not a number”: a value is missing, or 0 was divided by 0.",
    ],
    ["no list", 1, [1], "Your answer is 1. A list is expected."],
    ["too few", [1], [1, 2], "Your answer is [1]. The list has 1 item, not 2."],
    ["one of the list", [1, 3], [1, 2], "Your answer is [1, 3], and item 2 is 3. A smaller number is expected."],
    ["a missing key", { b: 1 }, { a: 1 }, "Your answer is { b: 1 }. Something else is expected."],
    ["other words", "RL", "SFT", 'Your answer is "RL". Something else is expected.'],
    ["a boolean", false, true, "Your answer is false. Something else is expected."],
    ["no boolean", "yes", true, 'Your answer is "yes". true or false is expected.'],
    ["what a function says", 1, () => "Think again.", "Think again."],
    ["a function's no", 1, () => false, "Your answer is 1. Something else is expected."],
    [
      "a function that trips over it",
      1,
      (got: { a: { b: 1 } }) => got.a.b,
      "Your answer is 1. Something else is expected.",
    ],
    ["undefined", undefined, 1, "There is no answer: the value is undefined."],
    [
      "a promise",
      Promise.resolve(1),
      1,
      "Your answer is a promise, and not what it will bring: leave out async, or write await where it is made.",
    ],
  ])("%s", (_, got, expected, said) => {
    expect(judge(got, expected)).toBe(`wrong: ${said}`);
  });

  test("a hint comes last, and the reason of a known mistake instead", () => {
    const options = { hint: "Use ln.", mistakes: [[6.966, "That is in bits."]] as [number, string][] };
    expect(judge(1, 4.828, options)).toBe("wrong: Your answer is 1. A larger number is expected. Use ln.");
    expect(judge(Math.log2(125), 4.828, options)).toBe("wrong: Your answer is 6.966. That is in bits.");
  });

  test("nothing, or what is still to be written, is no answer yet", () => {
    for (const got of [null, "", new Todo("a line"), [1, new Todo("a line")]]) {
      expect(judge(got, 1)).toBe("open: Nothing here yet.");
    }
  });
});

describe("of a function, what it gave and what is expected", () => {
  const trip = (list: number[]) => (list as unknown as { a: { b: number } }).a.b;
  const again = (): number => again();
  test.each([
    ["another number", () => 5, 4, "f([1, 2]) gave 5, expected 4. That is too large. Look again."],
    ["the sign", () => -4, 4, "f([1, 2]) gave -4, expected 4. The sign is wrong. Look again."],
    ["no return", () => {}, 4, "f([1, 2]) gave nothing: is a return missing?"],
    [
      "NaN",
      () => NaN,
      4,
      "f([1, 2]) gave NaN, expected 4. NaN means “not a number”: a value is missing, or 0 was divided by 0. Look again.",
    ],
    ["null", () => null, 4, "f([1, 2]) gave null. A value is expected."],
    ["a text", () => "4", 4, 'f([1, 2]) gave "4", expected 4. That is a text: a number is expected. Look again.'],
    [
      "a promise",
      async () => 4,
      4,
      "f([1, 2]) gave a promise, and not what it will bring: leave out async, or write await where it is made.",
    ],
    ["a function", () => () => 4, 4, "f([1, 2]) gave a function. Call it, with () and its inputs, to get its result."],
    [
      "an error",
      () => {
        throw new Error("No.");
      },
      4,
      "f([1, 2]) stopped with an error: No. Look again.",
    ],
    [
      "a trip",
      trip,
      4,
      "f([1, 2]) stopped with an error: Cannot read properties of undefined (reading 'b'). Look again.",
    ],
    ["no end", again, 4, "f([1, 2]) calls itself without end. Look again."],
    [
      "a record's part",
      () => ({ a: 1, b: 2 }),
      { b: 3 },
      "f([1, 2]) gave { a: 1, b: 2 }, expected { b: 3 }. Look at b. That is too small. Look again.",
    ],
    [
      "a spoiled input",
      (list: number[]) => list.pop(),
      2,
      "f([1, 2]) gave what is expected. It changes what it is given: [1, 2] has become [1]. Work on a copy.",
    ],
  ])("%s", (_, fn, expected, said) => {
    expect(judge(f(fn, [1, 2]), expected, { hint: "Look again." })).toBe(`wrong: ${said}`);
  });

  test("of a long list, the item that differs", () => {
    const [got, expected] = [Array(40).fill(0), [...Array(39).fill(0), 1]];
    expect(
      judge(
        f(() => got),
        expected,
      ),
    ).toBe("wrong: f() gave 0 as item 40, expected 1. Look at item 40. That is too small.");
  });

  test("of many calls, the first that is wrong", () => {
    const calls = [1, 2, 3].map((x) => f((y: number) => y * y, x));
    expect(judge(calls, [1, 4, 9])).toBe("passed");
    expect(judge(calls, [1, 4, 6])).toBe("wrong: f(3) gave 9, expected 6. That is too large.");
  });

  test("what is still to be written is no answer, and no error", () => {
    const todo = new Todo("a line") as unknown as number;
    expect(
      judge(
        f(() => todo),
        1,
      ),
    ).toBe("open: Nothing here yet.");
    expect(
      judge(
        f(() => Math.exp(todo) + 1),
        1,
      ),
    ).toBe("open: Nothing here yet.");
  });

  test("the inputs of one check are not spoiled for the next", () => {
    const list = [3, 1, 2];
    const sorts = (given: number[]) => given.sort();
    expect(judge(f(sorts, list), [1, 2, 3])).toMatch(/Work on a copy/);
    expect(list).toEqual([3, 1, 2]);
  });

  test("a tensor, a function or a model is handed on as it is", () => {
    const tensor = tf.tensor1d([3, 4]);
    expect(
      judge(
        f((one: tf.Tensor, of: (x: number) => number) => of(one.dataSync()[1]!), tensor, Math.sqrt),
        2,
      ),
    ).toBe("passed");
    expect(
      judge(
        f((one: Map<string, number>) => one.get("a"), new Map([["a", 1]])),
        1,
      ),
    ).toBe("passed");
  });

  test("what is no function cannot be called", () => {
    const said = "wrong: your function(1) cannot be called: 0.5 is no function.";
    expect(judge(new AnswerCall(0.5, [1]), 1)).toBe(said);
    expect(judge(new AnswerCall(new Todo("a line"), [1]), 1)).toBe("open: Nothing here yet.");
  });

  test("a stop is no answer's error", () => {
    const stop = () => {
      throw new StopRequest();
    };
    expect(() => judge(f(stop), 1)).toThrow(StopRequest);
  });

  test("while it runs, its line says so: it may never come back", () => {
    const said = "f(1) has not come back yet. If this stays, a loop has no end: press Stop.";
    expect(
      runningCheck(
        "it",
        f(() => 1, 1),
      ),
    ).toEqual({ kind: "check", what: "it", state: "open", message: said });
    expect(runningCheck("it", 1)).toBeNull();
  });
});

describe("numbers are written as people write them", () => {
  test.each([
    [0.1 + 0.2, "0.3"],
    [1 - 0.91, "0.09"],
    [-1e-17, "-1.0e-17"],
    [1e-5 / 3, "3.3e-6"],
    [82_000, "82000"],
    [1234.5678, "1235"],
    [-0, "0"],
    [[1 / 3, { a: 2 / 3 }], "[0.3333, { a: 0.6667 }]"],
  ])("%s", (value, text) => {
    expect(answerText(value)).toBe(text);
  });

  test("with as many digits as tell two numbers apart, and no more", () => {
    expect(answerTexts(0.33333, 0.333334)).toEqual(["0.33333", "0.333334"]);
    const rng = createRng(1);
    for (let i = 0; i < 500; i++) {
      const value = rng.normal() * 10 ** (rng.integer(8) - 3);
      const near = value * (1 + rng.normal() * 10 ** -(1 + rng.integer(9)));
      const [one, other] = answerTexts(value, near);
      expect(one === other, `${value} and ${near}`).toBe(value === near);
      expect(Math.abs(Number(one) - value)).toBeLessThanOrEqual(1e-3 * Math.abs(value) + 1e-5);
    }
  });
});
