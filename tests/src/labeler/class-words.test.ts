import { readJudgements } from "mini-rlhf/labeler/judgements-file";
import { classAgreement } from "mini-rlhf/labeler/class-agreement";
import { createRng } from "mini-rlhf/random";
import { describe, expect, test } from "vitest";
import { coefficientWords, fileWords, overallWords, shareWords } from "../../../src/labeler/class-words.ts";
import { listed } from "../../../src/labeler/counted-words.ts";
import { ranked } from "../../snippets/labeler/rankings.ts";

const rng = createRng(1);

describe("numbers in words", () => {
  test("a share is in percent, with its interval", () => {
    expect(shareWords({ value: 0.712, low: 0.6449, high: 0.7751 })).toBe("71 % [64, 78]");
  });

  test("a coefficient has two digits, and a minus that is one", () => {
    expect(coefficientWords({ value: 0.431, low: -0.052, high: 1 })).toBe(".43 [−.05, 1.00]");
    expect(coefficientWords({ value: -0.001, low: -1, high: 0.004 })).toBe(".00 [−1.00, .00]");
  });

  test("names are listed, and not too many", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a, b and c"]);
    expect(listed(["a", "b", "c", "d"], 2)).toBe("a, b and 2 more");
  });
});

describe("how far a class agrees", () => {
  test("two people: the share, what is left out, chance, and Cohen's kappa", () => {
    const both = [...ranked("Ann", [1, 2], [1, 2], [1, 1]), ...ranked("Bo", [1, 2], [2, 1], [1, 2])];
    const words = overallWords(classAgreement(both, rng)).join(" ");
    expect(words).toContain("You two agree on 50 % [9, 91] of pairs (1 of 2, on 2 cards; 1 with a tie is left out).");
    expect(words).toContain("Chance alone would give 50 %.");
    expect(words).toMatch(/Cohen’s kappa \.00 \[−1\.00, 1\.00\]/);
    expect(words).not.toContain("Fleiss");
  });

  test("three people: Fleiss' kappa, of what all have ranked", () => {
    const all = ["Ann", "Bo", "Cy"].flatMap((who) => ranked(who, [1, 2], [2, 1]));
    const words = overallWords(classAgreement(all, rng)).join(" ");
    expect(words).toContain("The 3 of you agree on 100 % [34, 100] of pairs (6 of 6, on 2 cards).");
    expect(words).toContain("Fleiss’ kappa 1.00");
  });

  test("nothing in common", () => {
    const strangers = [...ranked("Ann", [1, 2]), ...ranked("Bo", [1, 1])];
    expect(overallWords(classAgreement(strangers, rng))).toEqual([
      "No two of you have ranked the same two answers yet, so there is nothing to compare.",
    ]);
  });
});

describe("what a file has brought", () => {
  const reading = (people: string[]) => ({
    judgements: people.flatMap((who) => ranked(who, [1, 2], [2, 1])),
    problems: [],
    duplicates: 0,
  });
  const none = { duplicates: 0, renamed: [] };

  test("whose cards, or of how many people", () => {
    expect(fileWords("a.jsonl", reading(["Ann"]), none, 0)).toBe("a.jsonl: 2 cards of Ann.");
    expect(fileWords("a.jsonl", reading(["Ann", "Bo", "Cy", "Dee"]), none, 0)).toBe("a.jsonl: 8 cards of 4 people.");
  });

  test("what was there, what is one's own, who has another name now, and how much could not be read", () => {
    const merged = { duplicates: 1, renamed: [{ from: "Ann", to: "Ann (2)" }] };
    expect(fileWords("a.jsonl", reading(["Ann"]), merged, 0)).toBe(
      "a.jsonl: 1 card of Ann. 1 card was there already, and counts once. There is another Ann: this one is called “Ann (2)”.",
    );
    expect(fileWords("a.jsonl", reading(["Ann"]), none, 2)).toBe("a.jsonl: nothing new. 2 cards are your own.");
    const damaged = readJudgements("no\nno", { name: "x" });
    expect(fileWords("x.jsonl", damaged, none, 0)).toBe("x.jsonl: nothing new. 2 problems:");
  });
});
