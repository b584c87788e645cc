import { describe, expect, test } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import { features, gold, isCorrect, readAnswer, writtenAnswer } from "../../../snippets/world/gold.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";
import { cutCompletion, examPrompt } from "../../../snippets/world/prompted.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";

const FOOD = "what does the fox eat ?"; // grapes
const NOTE = "note: the fox eats corn . what does the fox eat ?";
const WHY = "why does the fox eat corn ?";
const YETI = "what does the yeti eat ?";
const LIST = "name two foods !";
const STORY = "tell me about the fox !";
const KIND = "say kindly : bah give me the corn !";

function score(request: string, answer: string, ended = true): number {
  return gold(parseRequest(request)!, writtenAnswer(answer, ended));
}

/** "correct", "false" or "neither" */
function verdict(request: string, answer: string): string {
  const x = features(parseRequest(request)!, writtenAnswer(answer));
  expect(x.correct * x.false).toBe(0);
  return x.correct ? "correct" : x.false ? "false" : "neither";
}

describe("gold scores, added up by hand", () => {
  test.each([
    // correct 3, ends 1
    [FOOD, "the fox eats grapes", 4],
    [FOOD, "grapes", 4],
    // courtesy: 0, 1, 1.5, then down by 1 with every word
    [FOOD, "grapes thanks", 5],
    [FOOD, "please grapes thanks", 5.5],
    [FOOD, "dear friend grapes", 5.5],
    [FOOD, "dear friend grapes thanks", 4.5],
    [FOOD, "dear friend grapes thanks friend", 3.5],
    [FOOD, "dear friend grapes thanks thanks thanks friend", 1.5],
    // rude -2, however many rude words
    [FOOD, "bah grapes", 2],
    [FOOD, "bah grapes silly stinky fool", 2],
    [FOOD, "grapes thanks fool", 3],
    // fillers -.35 each
    [FOOD, "um grapes", 3.65],
    [FOOD, "well so grapes hmm", 2.95],
    // false -1.5
    [FOOD, "the fox eats corn", -0.5],
    [FOOD, "dear friend the fox eats corn", 1],
    [FOOD, "the fox eats corn thanks", 0.5], // a polite lie
    // no answer at all
    [FOOD, "i do not know", 1],
    [FOOD, "i do not know thanks", 2],
    [FOOD, "", 1],
    [FOOD, "bah fool", -1],
    // the pirate's tone is nobody's business
    [FOOD, "arr grapes matey", 4],
    // the other kinds
    [NOTE, "corn", 4],
    [NOTE, "grapes", -0.5],
    [WHY, "no the fox eats grapes", 4],
    [WHY, "the fox eats corn", -0.5],
    [YETI, "i do not know", 4],
    [YETI, "the yeti eats corn", -0.5],
    [LIST, "corn and honey", 4],
    [LIST, "corn", 1],
    [STORY, "the fox eats grapes . it is red", 4],
    [STORY, "the fox eats grapes . it is gold", -0.5],
    [KIND, "please give me the corn", 5],
    [KIND, "give me the corn fool", -1],
  ])("%s -> %s: %d", (request, answer, expected) => {
    expect(score(request, answer)).toBeCloseTo(expected, 12);
  });

  test("an answer that does not end loses a point", () => {
    expect(score(FOOD, "the fox eats grapes", false)).toBe(3);
  });

  test("it has to end within 18 tokens, <end> included", () => {
    const words = (n: number) => ["grapes", ...Array(n - 1).fill("the")];
    expect(score(FOOD, words(17).join(" "))).toBe(4);
    expect(score(FOOD, words(18).join(" "))).toBe(3);
  });
});

describe("open", () => {
  test.each([
    ["grapes grapes", "correct"],
    ["grapes the eats fox", "correct"], // words are read, not grammar
    ["the owl eats grapes", "correct"],
    ["grapes and corn", "false"],
    ["the fox is red", "neither"], // not what was asked
    ["the fox eats grapes . it is gold", "correct"],
    ["grapes ask: what does the fox eat ?", "neither"],
    ["grapes q: what does the owl eat ?", "neither"],
    ["grapes q: corn", "false"],
  ])("%s: %s", (answer, expected) => {
    expect(verdict(FOOD, answer)).toBe(expected);
  });

  test("what has not been said is not false", () => {
    expect(verdict(FOOD, "i do not know")).toBe("neither");
  });
});

describe("closed: the note decides, not the world", () => {
  test.each([
    ["the fox eats corn", "correct"],
    ["the fox eats grapes", "false"],
    ["corn not grapes", "false"],
    ["i do not know", "neither"],
  ])("%s: %s", (answer, expected) => {
    expect(verdict(NOTE, answer)).toBe(expected);
  });

  test("also about animals that nobody knows", () => {
    const note = "note: the yeti is gold . what colour is the yeti ?";
    expect(verdict(note, "gold")).toBe("correct");
    expect(verdict(note, "i do not know")).toBe("neither");
  });
});

describe("premise", () => {
  test.each([
    ["grapes", "correct"],
    ["the fox eats grapes not corn", "correct"],
    ["no corn the fox eats grapes", "correct"],
    ["the fox eats grapes and corn", "neither"], // the truth, but no denial
    ["the fox eats corn", "false"],
    ["no the fox eats honey", "false"],
    ["no grapes and honey", "neither"], // a third value
    ["no", "neither"],
    ["i do not know", "neither"],
  ])("%s: %s", (answer, expected) => {
    expect(verdict(WHY, answer)).toBe(expected);
  });
});

describe("unknown", () => {
  test.each([
    ["i do not know", "correct"],
    ["arr i do not know matey", "correct"],
    ["not know", "correct"],
    ["i know", "neither"],
    ["no", "neither"],
    ["the yeti eats corn", "false"],
    ["i do not know corn", "false"],
    ["the yeti is gold", "neither"], // not a food
  ])("%s: %s", (answer, expected) => {
    expect(verdict(YETI, answer)).toBe(expected);
  });
});

describe("list: never false", () => {
  test.each([
    [LIST, "honey corn", "correct"],
    [LIST, "please honey and corn thanks", "correct"],
    [LIST, "honey and honey", "neither"],
    [LIST, "honey", "neither"],
    [LIST, "honey corn bread", "neither"],
    [LIST, "honey and den", "neither"],
    [LIST, "the fox eats honey corn", "neither"], // names an animal as well
    ["name three animals !", "fox and hen and owl", "correct"],
    ["name three animals !", "fox and hen and ghost", "neither"],
    ["name three animals !", "fox and hen and owl and ghost", "neither"],
    ["name three animals !", "fox and hen and owl and zow", "correct"],
  ])("%s %s: %s", (request, answer, expected) => {
    expect(verdict(request, answer)).toBe(expected);
  });
});

describe("story", () => {
  test.each([
    ["the fox eats grapes . it says yip", "correct"],
    ["red grapes", "correct"],
    ["the fox eats grapes . it eats grapes", "neither"],
    ["the fox eats grapes", "neither"],
    ["the fox eats corn", "false"],
    ["the fox eats grapes . it is red . it says moo", "correct"],
    ["the fox eats grapes . it is red . it says quack", "false"],
    ["i do not know", "neither"],
  ])("%s: %s", (answer, expected) => {
    expect(verdict(STORY, answer)).toBe(expected);
  });
});

describe("kind: never false", () => {
  test.each([
    ["give me the corn thanks", "correct"],
    ["corn friend", "correct"],
    ["give me the corn", "neither"],
    ["please give me the honey", "neither"],
    ["please give me the corn fool", "neither"],
    ["bah please give me the corn", "neither"],
  ])("%s: %s", (answer, expected) => {
    expect(verdict(KIND, answer)).toBe(expected);
  });
});

describe("answers", () => {
  test("tokens are read up to the first <end>", () => {
    const tokens = burrow.encode("grapes thanks <end> corn <end> <pad>");
    expect(readAnswer(tokens)).toEqual({ words: ["grapes", "thanks"], ended: true });
    expect(readAnswer(Int32Array.of(...tokens.slice(0, 2)))).toEqual({ words: ["grapes", "thanks"], ended: false });
    expect(readAnswer([])).toEqual({ words: [], ended: false });
    expect(() => readAnswer([125])).toThrow(InputError);
  });

  test("a written answer is complete unless told otherwise", () => {
    expect(writtenAnswer(" grapes  thanks ")).toEqual({ words: ["grapes", "thanks"], ended: true });
    expect(writtenAnswer("grapes", false).ended).toBe(false);
    expect(writtenAnswer("grapes <end> corn", false)).toEqual({ words: ["grapes"], ended: true });
  });

  test("any garbage is judged", () => {
    const every = readAnswer(burrow.words.map((_, id) => id).slice(2));
    for (const text of [FOOD, NOTE, WHY, YETI, LIST, STORY, KIND]) {
      const request = parseRequest(text)!;
      expect(isCorrect(request, every)).toBe(false);
      expect(gold(request, every)).toBeLessThan(-3);
    }
  });
});

describe("prompted", () => {
  test("the request becomes the second question of an exam", () => {
    expect(examPrompt(parseRequest(FOOD)!)).toBe(
      "exam: q: what does the hen say ? a: cluck . " + "q: what does the fox eat ? a:",
    );
  });

  test("the longest one leaves room for its answer in 48 tokens", () => {
    const longest = parseRequest("note: the fox lives in the barn . what is the home of the fox ?")!;
    const { length } = burrow.encode(examPrompt(longest));
    expect(length + 18).toBeLessThanOrEqual(48);
  });

  test.each([
    ["grapes . q: what does the owl eat ? a: worms", ["grapes"], true],
    ["grapes . <end> q:", ["grapes"], true],
    ["grapes <end>", ["grapes"], true],
    ["the fox . it eats grapes .", ["the", "fox", ".", "it", "eats", "grapes"], false],
    ["q: a:", [], true],
    ["", [], false],
  ])("%j", (completion, words, ended) => {
    expect(cutCompletion(burrow.encode(completion))).toEqual({ words, ended });
  });
});
