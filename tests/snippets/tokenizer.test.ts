import { describe, expect, test } from "vitest";
import { InputError } from "../../snippets/base/assert.ts";
import { createRng } from "../../snippets/random.ts";
import { wordSplitter } from "../../snippets/base/split-words.ts";
import { createTokenizer, END, PAD } from "../../snippets/tokenizer.ts";

const small = createTokenizer(["<pad>", "<end>", "the", "fox", "."]);

test("padding is token 0 and the end is token 1", () => {
  expect(small.words[PAD]).toBe("<pad>");
  expect(small.words[END]).toBe("<end>");
});

describe("encode", () => {
  test("one word, one token: its position", () => {
    expect(small.encode("the fox . <end>")).toEqual([2, 3, 4, 1]);
  });

  test("as people type: capitals, marks without a space before them", () => {
    expect(small.encode("The FOX.")).toEqual([2, 3, 4]);
    expect(small.encode("“the fox”<end>")).toEqual([2, 3, 1]);
  });

  test("any white space separates, none of it is a token", () => {
    expect(small.encode("  the\n fox\t. ")).toEqual([2, 3, 4]);
    expect(small.encode("")).toEqual([]);
  });

  test("an unknown word is an error that names it and says what to do", () => {
    expect(() => small.encode("the cat .")).toThrow(InputError);
    expect(() => small.encode("the cat .")).toThrow(/^There is no "cat" in this vocabulary. Its 5 words .*the fox/);
    expect(() => small.encode("the foxx .")).toThrow('There is no "foxx" in this vocabulary; did you mean "fox"?');
    expect(() => small.encode("toString")).toThrow(InputError);
  });
});

describe("a text in the vocabulary's own words is read like any other", () => {
  const pieces = [...small.words, "The", "fox.", "  ", "“", "<end>.", "\u0301", "\ufeff", ""];
  const rng = createRng(1);

  test.each(Array.from({ length: 200 }, (_, i) => i))("made-up text %i", () => {
    const text = Array.from({ length: 1 + rng.integer(8) }, () => rng.choice(pieces)).join(" ");
    const split = wordSplitter(small.words)(text);
    const known = split.every((word) => small.words.includes(word));
    if (known) expect(small.encode(text)).toEqual(split.map((word) => small.words.indexOf(word)));
    else expect(() => small.encode(text)).toThrow(InputError);
  });

  test("also where a word has a space in it, or is never read", () => {
    const spaced = createTokenizer(["<pad>", "<end>", "a", "a b:"]);
    expect(spaced.encode("a a b: a")).toEqual([2, 3, 2]);
    const quoted = createTokenizer(["<pad>", "<end>", "a", "a?", "?"]);
    expect(quoted.encode("a ? a?")).toEqual([2, 4, 3]);
    const joined = createTokenizer(["<pad>", "<end>", "a", "a.b"]);
    expect(joined.encode("a.b a")).toEqual([3, 2]);
  });
});

describe("decode", () => {
  test("undoes encode, from arrays and typed arrays", () => {
    expect(small.decode(small.encode("the fox ."))).toBe("the fox .");
    expect(small.decode(new Int32Array([2, 3]))).toBe("the fox");
    expect(small.decode([])).toBe("");
  });

  test.each([5, -1, 0.5])("token %s does not exist", (id) => {
    expect(() => small.decode([id])).toThrow(`Token ids run from 0 to 4, got ${id}.`);
  });
});

test("a vocabulary with a word twice is refused", () => {
  expect(() => createTokenizer(["a", "b", "a"])).toThrow("A vocabulary lists every word once, got a word twice.");
});
