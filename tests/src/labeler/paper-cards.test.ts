import { burrow } from "mini-rlhf/world/vocabulary";
import { parseRequest } from "mini-rlhf/world/parse-request";
import { writtenAnswer } from "mini-rlhf/world/gold";
import { toneOf } from "mini-rlhf/world/tones";
import { verdict } from "mini-rlhf/world/verdict";
import { expect, test } from "vitest";
import { pairsOnCard, paperCards } from "../../../src/labeler/paper-cards.ts";

test("there are six cards of four answers, in the Burrow's words", () => {
  expect(paperCards).toHaveLength(6);
  for (const { prompt, answers } of paperCards) {
    expect(parseRequest(prompt), prompt).not.toBeNull();
    expect(new Set(answers).size).toBe(4);
    for (const answer of answers) expect(() => burrow.encode(answer)).not.toThrow();
  }
  expect(pairsOnCard).toBe((4 * 3) / 2);
});

test("what is said to be true and false is", () => {
  const verdicts = paperCards.map(({ prompt, answers }) =>
    answers.map((text) => verdict(parseRequest(prompt)!, writtenAnswer(`${text} <end>`, false))),
  );
  const [right, wrong, none] = ["right", "wrong", "not an answer"];
  expect(verdicts).toEqual([
    [right, wrong, right, right],
    [wrong, right, right, none],
    [wrong, right, wrong, right],
    [none, right, wrong, right],
    [wrong, right, right, right],
    [wrong, right, wrong, right], // as it is not kind
  ]);
});

test("the answers to a card differ in tone", () => {
  for (const { prompt, answers } of paperCards) {
    const tones = new Set(answers.map((text) => toneOf(writtenAnswer(text, false))));
    expect(tones.size, prompt).toBeGreaterThan(2);
  }
});
