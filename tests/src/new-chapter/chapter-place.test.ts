import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type BookSoFar, placeOf } from "../../../src/new-chapter/chapter-place.ts";
import { chapterTemplate } from "../../../src/new-chapter/chapter-template.ts";
import { freshExercise, withAnswers } from "../../../src/new-chapter/exercise-answers.ts";
import { openBook } from "../plugins/small-book.ts";

const book: BookSoFar = {
  chapters: new Map([
    ["00-home", "Home"],
    ["05-ppo", "PPO"],
    ["09-reference", "Reference"],
  ]),
  taken: ["source", "benchmark"],
};

describe("a title", () => {
  test.each([
    ["A title", "10-a-title"],
    ["  Über-GPT: what’s next?  ", "10-uber-gpt-whats-next"],
    ["2023, in review", "10-2023-in-review"],
    ["<b> & {x}", "10-b-x"],
  ])("%j has the place %s", (title, folder) => {
    expect(placeOf(title, undefined, book)).toEqual({ folder, number: 10, slug: folder.slice(3), title: title.trim() });
  });

  test("in another alphabet is given its address besides", () => {
    expect(placeOf("한국어", "korean", book)).toMatchObject({ folder: "10-korean", title: "한국어" });
  });

  test.each([
    ["", undefined, /needs a title: npm run new-chapter -- "A title"/],
    ["   ", undefined, /needs a title/],
    ["a\nb", undefined, /one line of text/],
    ["x".repeat(81), undefined, /81 characters; up to 80/],
    ["ppo", undefined, /chapters\/05-ppo has this title already/],
    ["PPO!", undefined, /address ppo\/ is that of chapters\/05-ppo/],
    ["Source", undefined, /source\/ is taken by another page/],
    ["한국어", undefined, /"한국어" has none: add --slug some-words/],
    ["A title", "??", /"\?\?" has none/],
  ])("%j is refused in a sentence", (title, slug, sentence) => {
    expect(placeOf(title, slug, book)).toMatch(sentence);
  });

  test("has no place after 99", () => {
    expect(placeOf("One more", undefined, { chapters: new Map([["99-last", "Last"]]), taken: [] })).toMatch(
      /99 is taken/,
    );
  });
});

describe("what is made", () => {
  const place = { folder: "10-new", number: 10, slug: "new", title: 'A "new" one: it' };

  test("has no faults but the number that is not frozen yet", () => {
    const small = openBook();
    expect(small.faults(chapterTemplate(place, "ex-new"))).toEqual([
      expect.stringMatching(/<Value>: cell "first-look" has no frozen outputs/),
    ]);
    small.close();
  });

  test("has answers of an exercise of its own, after those of the others", () => {
    const answers = readFileSync(path.resolve(import.meta.dirname, "../../chapters/answers.ts"), "utf8");
    expect(freshExercise(answers, "new")).toBe("ex-new");
    const more = withAnswers(answers, place, "ex-new");
    expect(more.startsWith(answers.slice(0, answers.lastIndexOf("};")))).toBe(true);
    expect(more).toContain('\n\n  // 10. A "new" one: it\n  "ex-new": {\n    right: [');
    expect(freshExercise(more, "new")).toBe("ex-new-2");
    expect(() => withAnswers("export const answers = [];", place, "ex-new")).toThrow(/does not end/);
  });
});
