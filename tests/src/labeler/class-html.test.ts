import { classAgreement } from "mini-rlhf/labeler/class-agreement";
import { crowd } from "mini-rlhf/labeler/crowd";
import type { Crowd } from "mini-rlhf/labeler/crowd";
import { createRng } from "mini-rlhf/random";
import { describe, expect, test } from "vitest";
import {
  disputedCards,
  filesList,
  lostWords,
  matrixTable,
  peopleTable,
  tasteTable,
} from "../../../src/labeler/class-html.ts";
import { escapeHtml } from "../../../src/notebook/output/escape-html.ts";
import { ranked } from "../../snippets/labeler/rankings.ts";
import { smallDeck } from "../../snippets/labeler/small-deck.ts";

const rng = createRng(1);
const hostile = `<img src=x onerror="1">&'`;
const escaped = escapeHtml(hostile);

/** Whatever is written, there is no other element than the table's own. */
function expectEscaped(markup: string): void {
  expect(markup).toContain(escaped);
  expect(markup).not.toContain("<img");
}

test("names of others are text in every table", () => {
  const agreement = classAgreement([...ranked("Ann", [1, 2]), ...ranked(hostile, [2, 1])], rng);
  for (const markup of [peopleTable(agreement, "Ann"), matrixTable(agreement), disputedCards(agreement.disputed)]) {
    expectEscaped(markup);
  }
  expectEscaped(filesList([{ words: hostile, problems: [] }]));
  expectEscaped(filesList([{ words: "a", problems: [{ line: 3, message: hostile }] }]));
});

test("the reader's own row cannot be removed", () => {
  const agreement = classAgreement([...ranked("Ann", [1, 2]), ...ranked("Bo", [2, 1])], rng);
  const removable = (you: string | null) =>
    [...peopleTable(agreement, you).matchAll(/data-remove="(\w+)"/g)].map(([, who]) => who);
  expect(removable("Ann")).toEqual(["Bo"]);
  expect(removable(null)).toEqual(["Ann", "Bo"]);
});

test("a problem has its line, and one of the whole file none", () => {
  const markup = filesList([
    {
      words: "a.jsonl:",
      problems: [
        { line: 0, message: "It is empty." },
        { line: 7, message: "No." },
      ],
    },
  ]);
  expect(markup).toBe("<li>a.jsonl:<ul><li>It is empty.</li><li>Line 7: No.</li></ul></li>");
});

test("the most disputed cards come first, and no more than asked for", () => {
  const people = [...ranked("Ann", [1, 2, 3], [1, 2], [1, 2]), ...ranked("Bo", [3, 2, 1], [1, 2], [2, 1])];
  const { disputed } = classAgreement(people, rng);
  expect(disputedCards(disputed).match(/<table/g)).toHaveLength(2);
  expect(disputedCards(disputed, 1).match(/<table/g)).toHaveLength(1);
  expect(disputedCards(disputed, 1)).toContain("3 of 3 pairs in opposite orders");
});

describe("tastes", () => {
  const deck = smallDeck();
  const found: Crowd = crowd([], deck, rng);
  const taste = {
    ...found.taste,
    weights: [2.04, -0.04, ...found.taste.weights.slice(2)],
    deviations: found.taste.deviations.map(() => 1),
  };
  const member = (who: string, weight: number) => ({
    ...{ who, cards: 3, served: null, differs: [] },
    taste: { ...taste, weights: [weight, ...taste.weights.slice(1)] },
  });
  const two: Crowd = {
    ...{
      taste,
      unknown: 0,
      members: [
        member("Ann", 3),
        { ...member(hostile, -2.5), differs: [{ feature: "pirate", own: -2.5, rest: 3, deviation: 1 }] },
      ],
    },
    sides: [{ feature: "pirate", common: 2.04, likes: ["Ann"], dislikes: [hostile] }],
  };

  test("who is outvoted is marked, also for those who do not see it", () => {
    const markup = tasteTable(two);
    expect(markup).toContain('<td data-state="decided">+3.0 ± 2.0</td>');
    expect(markup).toContain('<td data-state="outvoted">−2.5 ± 2.0 <span class="visually-hidden">outvoted</span></td>');
    expect(markup).toContain('<td data-state="undecided">0.0 ± 2.0</td>');
    expectEscaped(markup);
  });

  test("and said, with what they want", () => {
    const markup = lostWords(two);
    expect(markup).toContain(": wants less “pirate” than the one taste does (+2.0).");
    expect(markup).toContain("differs from the others in “pirate” −2.5, the others +3.0.");
    expectEscaped(markup);
    expect(lostWords(found)).toBe("<li>Nobody’s taste stands out beyond its interval.</li>");
  });
});
