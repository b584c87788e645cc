import { expect, test } from "vitest";
import { foldsOf, readingOf, syllablesOf } from "../../../src/check/reading.ts";

const mdx = `---
title: "Not counted"
---

## A heading

The cat sat. It saw <Ref to="mat" /> at 0.5 nats, and $x + y$ [a link](../away.mdx). <Cite of="a" at="b. c" />

\`\`\`ts cell id=no
const many = "words. here.";
\`\`\`

$$
\\frac{a}{b}
$$

| a | table |
| --- | --- |

<Why title="is this not counted?">

Three words here.

</Why>

- An item
- And another
`;

test("counts words and sentences of prose alone", () => {
  const { words, wordsPerSentence } = readingOf(mdx);
  expect(words).toBe(2 + 3 + 10 + 3 + 2 + 2);
  expect(wordsPerSentence).toBeCloseTo(words / 6, 10);
});

test("tells what unfolds from what is open", () => {
  const { open, folded } = foldsOf(mdx);
  expect(readingOf(folded).words).toBe(3);
  expect(readingOf(open).words).toBe(readingOf(mdx).words - 3);
});

test("the ease is Flesch's", () => {
  // 206.835 - 1.015 * 3 - 84.6 * 1
  expect(readingOf("The cat sat.").ease).toBeCloseTo(119.19, 2);
});

test.each([
  ["cat", 1],
  ["the", 1],
  ["make", 1],
  ["table", 2],
  ["policy", 3],
  ["named", 1],
  ["wanted", 2],
  ["reward", 2],
  ["probability", 5],
])("syllables of %s: %i", (word, count) => {
  expect(syllablesOf(word)).toBe(count);
});
