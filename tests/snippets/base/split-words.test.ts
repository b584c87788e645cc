import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import { toTokenizerJson } from "../../../snippets/checkpoint/tokenizer-json.ts";
import { readingFor, wordSplitter } from "../../../snippets/base/split-words.ts";
import { createTokenizer } from "../../../snippets/tokenizer.ts";
import { burrow, WORDS } from "../../../snippets/world/vocabulary.ts";

const split = wordSplitter(WORDS);

test.each([
  ["Ask: what does the Fox eat?", "ask: what does the fox eat ?"],
  ["ask:what does the owl eat?Thanks!", "ask: what does the owl eat ? thanks !"],
  ["“What does the hen say?”", "what does the hen say ?"],
  ["NOTE:  the\u00a0duck\u200blives in the den.", "note: the duck lives in the den ."],
  ["say kindly: leaves,flies and corn", "say kindly : leaves , flies and corn"],
  ["ｆｏｘ？", "fox ?"],
  ["i don’t know", "i don't know"],
  ["task: q:a: <END>fox<end>", "task : q: a: <end> fox <end>"],
  ["e.g. (fox)", "e . g . (fox)"],
  [" ", ""],
])("%j is read as %j", (typed, text) => expect(split(typed).join(" ")).toBe(text));

/** As it was before anything was done to a text: split at white space. */
const before = (text: string) => text.split(/\s+/).filter((word) => word !== "");

describe("what was written in words of the vocabulary stays", () => {
  const spaces = fc.constantFrom(" ", "  ", "\n", "\t", "\u00a0", "\u2028", "\u3000", "\ufeff", "\v");
  const textOf = (words: fc.Arbitrary<string>) =>
    fc.array(fc.tuple(words, spaces)).map((parts) => parts.flat().join(""));

  test("in the Burrow", () => {
    fc.assert(fc.property(textOf(fc.constantFrom(...WORDS)), (text) => void expect(split(text)).toEqual(before(text))));
  });

  test("in any vocabulary, with capitals, marks and quotes in its words", () => {
    const letters = fc.constantFrom(...'aAbＡﬂ.:?<>“’"x\u0301');
    const word = fc.array(letters, { minLength: 1, maxLength: 4 }).map((each) => each.join(""));
    const vocabularies = fc
      .uniqueArray(word, { minLength: 1, maxLength: 12 })
      .chain((words) => fc.tuple(fc.constant(words), textOf(fc.constantFrom(...words))));
    fc.assert(
      fc.property(vocabularies, ([words, text]) => void expect(wordSplitter(words)(text)).toEqual(before(text))),
      { numRuns: 2000 },
    );
  });
});

test("a step that would change a word of the vocabulary is left out", () => {
  expect(readingFor(["a", "B"])).toMatchObject({ lowercase: false, plain: true });
  expect(readingFor(["a", "ﬂ"])).toMatchObject({ lowercase: true, plain: false });
  expect(readingFor(["a", "“"]).replacements).toHaveLength(2);
  expect(wordSplitter(["Fox", "."])("Fox fox.")).toEqual(["Fox", "fox", "."]);
});

/** By tests/oracle/make_typed_text_fixture.py, with the library tokenizers. */
const { reading, cases } = JSON.parse(
  readFileSync(new URL("../../fixtures/typed-text.json", import.meta.url), "utf8"),
) as { reading: object; cases: [text: string, ids: number[] | null][] };

test("the tokenizers library reads a checkpoint's texts in the same way", () => {
  expect(cases.filter(([, ids]) => ids !== null).length).toBeGreaterThan(200);
  expect(cases.filter(([, ids]) => ids === null).length).toBeGreaterThan(100);
  for (const [text, ids] of cases) {
    if (ids) expect(burrow.encode(text), JSON.stringify(text)).toEqual(ids);
    else expect(() => burrow.encode(text), JSON.stringify(text)).toThrow(InputError);
  }
});

test("and the file that it was measured with is the one that is written", () => {
  // If not: make the fixture anew, as tests/oracle/make_typed_text_fixture.py says.
  const { normalizer, pre_tokenizer } = toTokenizerJson(WORDS);
  expect({ normalizer, pre_tokenizer }).toEqual(reading);
});

describe("an unknown word is named, with the one that was probably meant", () => {
  test.each([
    ["foxx", "fox"],
    ["Foxes", "fox"],
    ["graeps", "grapes"],
    ["wher", "where"],
  ])("%s: %s", (word, meant) => {
    const message = `There is no "${word.toLowerCase()}" in the Burrow; did you mean "${meant}"?`;
    expect(() => burrow.encode(`the ${word} .`)).toThrow(message);
  });

  test("or with what there is", () => {
    const message = /^There is no "unicorn" in the Burrow. Its 125 words are such as: ask: q: a: .* fox owl/;
    expect(() => burrow.encode("unicorn")).toThrow(message);
    expect(() => createTokenizer(["<pad>", "<end>", "x"]).encode(";")).toThrow(
      /^There is no ";" in this vocabulary. Its 3/,
    );
  });
});
