import { expect, test } from "vitest";
import { blindPairs, testPrompts, winRate } from "../../../src/labeler/blind-test.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";

const prompts = Array.from({ length: 40 }, (_, i) => `ask: ${i}`);
const yours = prompts.map((_, i) => `yours ${i}`);
const others = prompts.map((_, i) => (i % 2 === 0 ? `other ${i}` : `yours ${i}`));

test("answers that are alike are not asked about, and the rest stands where it says", () => {
  const pairs = blindPairs(prompts, yours, others, 1, 15);
  expect(pairs).toHaveLength(15);
  for (const { answers, yours: place } of pairs) {
    expect(answers[place]).toMatch(/^yours/);
    expect(answers[1 - place]).toMatch(/^other/);
  }
});

test("places are drawn: about half of one's own stand first, others with another seed", () => {
  const first = blindPairs(prompts, yours, others, 1, 20).map((pair) => pair.yours);
  const sum = first.reduce<number>((total, place) => total + place, 0);
  expect(sum).toBeGreaterThan(4);
  expect(sum).toBeLessThan(16);
  expect(blindPairs(prompts, yours, others, 2, 20).map((pair) => pair.yours)).not.toEqual(first);
});

test("eight of ten are 80 %, between 49 and 94 (Wilson); what was passed does not count", () => {
  const pairs = blindPairs(prompts, yours, others, 1, 12);
  const chosen = pairs.map(({ yours: place }, i) => (i > 9 ? null : i < 8 ? place : ((1 - place) as 0 | 1)));
  const rate = winRate(pairs, chosen)!;
  expect([rate.wins, rate.count, rate.value]).toEqual([8, 10, 0.8]);
  expect(rate.low).toBeCloseTo(0.4902, 3);
  expect(rate.high).toBeCloseTo(0.9433, 3);
  expect(winRate(pairs, [null, null])).toBeNull();
});

test("its prompts are requests of the Burrow, the same for one seed", () => {
  const some = testPrompts(20, 3);
  expect(some).toEqual(testPrompts(20, 3));
  expect(some).not.toEqual(testPrompts(20, 4));
  expect(some.every((text) => parseRequest(text))).toBe(true);
});
