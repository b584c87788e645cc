import { describe, expect, test } from "vitest";
import { burrowText, cutIntoPieces, learnMerges, mergesInWords, written } from "../../../snippets/illustrations/bpe.ts";

const joined = (text: string, most: number) => learnMerges(text, most).map(({ left, right }) => left + right);

describe("merges", () => {
  test("of aaabdaaabac: aa is met four times, then the new piece with what follows it", () => {
    expect(learnMerges("aaabdaaabac", 3)).toEqual([
      { left: "a", right: "a", count: 4 },
      { left: "aa", right: "a", count: 2 },
      { left: "aaa", right: "b", count: 2 },
    ]);
    expect(cutIntoPieces("aaabdaaabac", learnMerges("aaabdaaabac", 3))).toEqual(["aaab", "d", "aaab", "a", "c"]);
  });

  test("of low, lower, newest and widest, with the paper's frequencies", () => {
    const lines = [
      ...Array(5).fill("low"),
      ...Array(2).fill("lower"),
      ...Array(6).fill("newest"),
      ...Array(3).fill("widest"),
    ];
    const merges = learnMerges(lines.join("\n"), 5);
    expect(merges.map(({ left, right, count }) => [left + right, count])).toEqual([
      ["es", 9],
      ["est", 9],
      ["lo", 7],
      ["low", 7],
      ["ne", 6],
    ]);
    expect(cutIntoPieces("lowest", merges)).toEqual(["low", "est"]);
  });

  test("end when no pair is met twice", () => {
    expect(joined("abcd", 10)).toEqual([]);
    expect(joined("ab ab", 10)).toEqual(["ab"]);
  });

  test("never reach across words; the space belongs to the word after it", () => {
    expect(joined("a b a b a b", 10)).toEqual([" b", " a"]);
  });

  test("a number below 0 is refused", () => {
    expect(() => learnMerges("a", -1)).toThrow("a whole number from 0, got -1");
  });
});

describe("a text in pieces", () => {
  const merges = learnMerges(burrowText(), 300);

  test("nothing is lost, whatever is written", () => {
    for (const text of ["the owl eats worms .", "Ünïcode, 12 & 올빼미\n\t🦉", ""]) {
      const bytes = Uint8Array.from(cutIntoPieces(text, merges).join(""), (byte) => byte.charCodeAt(0));
      expect(new TextDecoder().decode(bytes)).toBe(text);
    }
  });

  test("words of the Burrow are whole, those it has never seen fall apart, and other scripts into bytes", () => {
    expect(cutIntoPieces(" the owl eats worms", merges)).toEqual([" the", " owl", " eats", " worms"]);
    expect(cutIntoPieces(" owlet", merges).length).toBeGreaterThan(1);
    expect(cutIntoPieces("올", merges).map(written)).toEqual(["<0xEC>", "<0x98>", "<0xAC>"]);
  });

  test("without merges every byte is a token", () => {
    expect(cutIntoPieces("owl", [])).toEqual(["o", "w", "l"]);
  });
});

test("a piece is written with its space, and bytes by their number", () => {
  expect(written(" owl")).toBe("␣owl");
  expect(written("\xec\x98\xac")).toBe("올");
  expect(written("\xec\x98")).toBe("<0xEC><0x98>");
});

test("in words: the last merge, the sizes, and what is broken", () => {
  const merges = learnMerges("low low low", 2);
  expect(mergesInWords(merges, "low lot")).toBe(
    "Merge 2: “lo” and “w” become one piece, met 3 times.\n" +
      "Vocabulary: 258 pieces. Bytes of your text: 7, tokens: 4.\n" +
      "Not in one piece: lot.",
  );
  expect(mergesInWords([], "a")).toBe(
    "No merge yet: every byte is a token.\nVocabulary: 256 pieces. Bytes of your text: 1, tokens: 1.\nNot in one piece: nothing.",
  );
});
