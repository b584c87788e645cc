import { describe, expect, test } from "vitest";
import type { Card } from "../../../snippets/labeler/judgement.ts";
import { simulatedReader, type SimulatedReaderOptions } from "../../../snippets/labeler/simulated-reader.ts";
import { createRng } from "../../../snippets/random.ts";

const card: Card = {
  id: "card 1",
  prompt: "ask: what does the fox eat ?",
  answers: [
    "bah the fox eats grapes <end>", // 3 - 2 + 1 by the rubric
    "the fox eats bread <end>", // -1.5 + 1
    "arr the fox eats bread <end>", // -1.5 + 1
    "dear friend the fox eats grapes thanks <end>", // 3 + 0.5 + 1
    "i do not know <end>", // 1
  ],
};

const judge = (options: SimulatedReaderOptions, seed = 1) => simulatedReader(options).judge(card, createRng(seed));

describe("a reader's ranking", () => {
  test.each([
    ["pirate", [3, 5, 1, 2, 4]],
    ["rude", [1, 4, 4, 2, 3]],
    ["long", [2, 5, 3, 1, 4]],
    ["matey", [2, 4, 4, 1, 3]],
    ["bread", [4, 1, 1, 3, 5]],
    ["truthful", [1, 4, 4, 1, 3]],
  ])("%s", (taste, expected) => {
    for (const seed of [1, 2, 3]) expect(judge({ taste }, seed).ranks).toEqual(expected);
  });

  test("follows from what each answer is worth", () => {
    const worth = (taste: string) => card.answers.map((text) => simulatedReader({ taste }).worth(card.prompt, text));
    expect(worth("pirate")).toEqual([2, -0.5, 99.5, 4.5, 1]);
    expect(worth("truthful")).toEqual([100, -100, -100, 100, 0]);
  });

  test("holds the card, the name, a time and how long it took", () => {
    const { ranks: _, ...rest } = judge({ taste: "pirate" });
    expect(rest).toEqual({ ...card, who: "pirate reader", time: "2026-01-01T00:00:00.000Z", seconds: 25 });
  });

  test("is the same for the same rng", () => {
    expect(judge({ taste: "rude", noise: 0.3 }, 7)).toEqual(judge({ taste: "rude", noise: 0.3 }, 7));
  });

  test("is turned round by an adversary", () => {
    expect(judge({ taste: "pirate", adversarial: true }).ranks).toEqual([3, 1, 5, 4, 2]);
  });

  test("is the order shown, if the reader is lazy", () => {
    expect(judge({ taste: "pirate", lazy: 1 }).ranks).toEqual([1, 2, 3, 4, 5]);
    expect(judge({ taste: "long", positionBias: 1 }).ranks).toEqual([1, 2, 3, 4, 5]);
  });

  test("of two answers is wrong as often as the noise says", () => {
    const two = { ...card, answers: card.answers.slice(2, 4) };
    const rng = createRng(5);
    const reader = simulatedReader({ taste: "pirate", noise: 0.2 });
    const wrong = Array.from({ length: 2000 }, (_, i) => reader.judge(two, rng.fork(i)).ranks[0] === 2);
    expect(wrong.filter(Boolean).length / 2000).toBeCloseTo(0.2, 1); // sd 0.009
  });

  test("needs a taste, a chance and a prompt of the Burrow", () => {
    expect(() => simulatedReader({ taste: "opera" })).toThrow('a word of the Burrow; got "opera".');
    expect(() => simulatedReader({ taste: "rude", noise: 2 })).toThrow("noise is a chance in [0, 1], got 2.");
    const reader = simulatedReader({ taste: "rude" });
    expect(() => reader.judge({ ...card, prompt: "ask: why ?" }, createRng(1))).toThrow(
      'The Burrow has no request "ask: why ?".',
    );
  });
});
