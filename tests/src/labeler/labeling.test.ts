import fc from "fast-check";
import { expect, test } from "vitest";
import { type KeptLabeling, Labeling } from "../../../src/labeler/labeling.ts";
import { smallDeck } from "../../snippets/labeler/small-deck.ts";

const deck = smallDeck();
const second = 1000;

/** A labelling whose clock is set by hand. */
function begin(kept?: KeptLabeling) {
  const clock = { now: Date.UTC(2026, 10, 30) };
  return { clock, labeling: new Labeling(deck, kept, () => clock.now) };
}

test("a judgement has the card, its ranks, when it was given and how long that took", () => {
  const { clock, labeling } = begin();
  const card = labeling.card!;
  clock.now += 4.26 * second;
  labeling.judge([2, 1, 3, 4]);
  expect(labeling.judgements).toEqual([
    { ...card, ranks: [2, 1, 3, 4], who: "you", time: "2026-11-30T00:00:04.260Z", seconds: 4.3 },
  ]);
  expect([labeling.number, labeling.card!.id]).toEqual([2, "card 2"]);
});

test("time with the page out of sight does not count", () => {
  const { clock, labeling } = begin();
  clock.now += 3600 * second;
  labeling.look();
  clock.now += 2 * second;
  labeling.judge([1, 2, 3, 4]);
  expect(labeling.judgements[0]!.seconds).toBe(2);
});

test("what is undone is there again as it was, also a card that was skipped", () => {
  const { labeling } = begin();
  const [first] = [labeling.card!];
  labeling.judge([1, 2, 3, 4]);
  const second = labeling.card!;
  labeling.skip();
  expect([labeling.number, labeling.judgements.length, labeling.kept.dealt.length]).toEqual([2, 1, 2]);
  labeling.undo();
  expect(labeling.card).toEqual(second);
  labeling.undo();
  expect([labeling.card, labeling.kept.dealt]).toEqual([first, []]);
  labeling.undo();
  expect(labeling.card).toEqual(first);
});

test("the next card has as many answers as were asked for", () => {
  const { labeling } = begin();
  labeling.setAnswers(2);
  expect(labeling.card!.answers).toHaveLength(2);
});

test("a deck that has been dealt to its end has no card, and judging it does nothing", () => {
  const { labeling } = begin();
  for (let i = 0; i < 100 && labeling.card; i++) labeling.judge([1, 2, 3, 4]);
  const { length } = labeling.judgements;
  expect([labeling.card, length >= deck.prompts.length]).toEqual([null, true]);
  expect(labeling.noCard).toBe("All 8 prompts of the deck have been dealt.");
  labeling.judge([1, 2, 3, 4]);
  expect(labeling.judgements).toHaveLength(length);
  labeling.undo();
  expect(labeling.card).not.toBeNull();
});

test("what is kept is enough to go on: after any presses, a copy deals the same card", () => {
  const press = fc.constantFrom("judge", "skip", "undo", "pairs", "fours", "again");
  fc.assert(
    fc.property(fc.array(press, { maxLength: 25 }), (presses) => {
      const { labeling } = begin();
      for (const one of presses) {
        if (one === "judge") labeling.judge(labeling.card?.answers.map((_, i) => i + 1) ?? []);
        else if (one === "skip") labeling.skip();
        else if (one === "undo") labeling.undo();
        else if (one === "again") labeling.startAgain();
        else labeling.setAnswers(one === "pairs" ? 2 : 4);
      }
      const copy = begin(JSON.parse(JSON.stringify(labeling.kept)) as KeptLabeling).labeling;
      expect(copy.judgements).toEqual(labeling.judgements);
      expect(copy.number).toBe(labeling.number);
      if (presses.at(-1) !== "undo") expect(copy.card).toEqual(labeling.card);
    }),
    { numRuns: 60 },
  );
});

test("where no prompt has so many answers it says so, and fewer may do", () => {
  const prompts = deck.prompts.map((entry) => ({ ...entry, answers: entry.answers.slice(0, 5) }));
  const labeling = new Labeling({ ...deck, prompts });
  labeling.setAnswers(9);
  expect([labeling.card, labeling.noCard]).toEqual([null, expect.stringContaining("Ask for fewer per card")]);
  labeling.setAnswers(4);
  expect([labeling.card!.answers.length, labeling.noCard]).toEqual([4, ""]);
});
