import { describe, expect, test } from "vitest";
import { InputError } from "../../snippets/base/assert.ts";
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
