import fc from "fast-check";
import { expect, test } from "vitest";
import { CardRanking } from "../../../src/labeler/card-ranking.ts";

test("answers get their places in the order in which they are named", () => {
  const card = new CardRanking(4);
  expect([card.isEmpty, card.isWhole]).toEqual([true, false]);
  for (const answer of [2, 0, 3]) card.name(answer);
  expect([card.isEmpty, card.isWhole]).toEqual([false, true]);
  expect(card.ranks).toEqual([2, 4, 1, 3]);
  expect(card.placeOf(1)).toBeNull();
});

test("an answer that is named again has no place, and those behind it move up", () => {
  const card = new CardRanking(4);
  for (const answer of [2, 0, 3, 0]) card.name(answer);
  expect(card.ranks).toEqual([3, 3, 1, 2]);
});

test("the last one is taken back, and one that shares a place leaves the others there", () => {
  const card = new CardRanking(4);
  card.name(1);
  card.isTying = true;
  card.name(3);
  expect(card.ranks).toEqual([2, 1, 2, 1]);
  expect(card.takeBack()).toBe(3);
  expect(card.ranks).toEqual([2, 1, 2, 2]);
  expect(card.takeBack()).toBe(1);
  expect(card.takeBack()).toBeUndefined();
  expect(card.isEmpty).toBe(true);
});

test("nothing shares a place before there is one", () => {
  const card = new CardRanking(3);
  card.isTying = true;
  card.name(2);
  expect(card.ranks).toEqual([2, 2, 1]);
});

test("a list that was dragged is an order of all", () => {
  const card = new CardRanking(3);
  card.name(0);
  card.order([1, 2, 0]);
  expect(card.ranks).toEqual([3, 1, 2]);
});

test("keys for answers that are not there do nothing", () => {
  const card = new CardRanking(2);
  card.name(5);
  card.name(-1);
  expect(card.isEmpty).toBe(true);
});

test("whatever is pressed, ranks are 1 to their number without a gap", () => {
  const press = fc.oneof(fc.integer({ min: -1, max: 6 }), fc.constantFrom("tie", "back"));
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 6 }), fc.array(press), (count, presses) => {
      const card = new CardRanking(count);
      for (const one of presses) {
        if (one === "tie") card.isTying = !card.isTying;
        else if (one === "back") card.takeBack();
        else card.name(one);
      }
      const used = [...new Set(card.ranks)].sort();
      expect(card.ranks).toHaveLength(count);
      expect(used).toEqual(used.map((_, i) => i + 1));
    }),
  );
});
