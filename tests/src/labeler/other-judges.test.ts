import { readFileSync } from "node:fs";
import { dealCard } from "mini-rlhf/labeler/deal";
import type { Deck } from "mini-rlhf/labeler/deck";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { createRng } from "mini-rlhf/random";
import { gold, writtenAnswer } from "mini-rlhf/world/gold";
import { parseRequest } from "mini-rlhf/world/parse-request";
import { expect, test } from "vitest";
import { agreementRows, crewScore } from "../../../src/labeler/other-judges.ts";

const deck = JSON.parse(readFileSync(new URL("../../../public/labeler/deck.json", import.meta.url), "utf8")) as Deck;

/** Twelve cards, ranked by a number for each answer. */
function judged(value: (prompt: string, text: string) => number): Judgement[] {
  const done: Judgement[] = [];
  while (done.length < 12) {
    const card = dealCard(deck, done, createRng(1));
    const values = card.answers.map((text) => value(card.prompt, text));
    const ranks = values.map((one) => 1 + values.filter((other) => other > one).length);
    done.push({ ...card, ranks, who: "you", time: "", seconds: 1 });
  }
  return done;
}

const shares = (mine: Judgement[]) =>
  Object.fromEntries(agreementRows(mine, deck).map((row) => [row.with, row.measured?.value ?? null]));

test("who ranks by the rubric agrees with gold on all pairs, and most with a crew that judges by it", () => {
  const found = shares(judged((prompt, text) => gold(parseRequest(prompt)!, writtenAnswer(text, false))));
  expect([found.gold, found.yourself]).toEqual([1, 1]);
  expect(found["the crew’s labelers"]).toBeGreaterThan(0.65);
  expect(found["the crew’s labelers"]).toBeLessThan(0.95);
});

test("who ranks as the reward model does agrees with it on all pairs", () => {
  const found = shares(judged((prompt, text) => crewScore(deck, prompt, text)));
  expect(found["the crew’s reward model"]).toBe(1);
});

test("who ranks the other way round agrees on none", () => {
  const found = shares(judged((prompt, text) => -gold(parseRequest(prompt)!, writtenAnswer(text, false))));
  expect(found.gold).toBe(0);
  expect(found["the crew’s labelers"]).toBeLessThan(0.4);
});
