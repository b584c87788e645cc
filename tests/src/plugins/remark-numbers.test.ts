import { expect, test } from "vitest";
import { keepTogether } from "../../../src/plugins/remark-numbers.ts";

test.each([
  ["85 ± 3 % of", "85_±_3_% of"],
  ["6 billion parameters", "6_billion parameters"],
  ["see chapter 4 and table 6", "see chapter_4 and table_6"],
  ["on 1 March 2023", "on 1_March 2023"],
  ["in 2022 people", "in 2022 people"],
  ["10 timeskips", "10 timeskips"],
])("%s", (text, expected) => {
  expect(keepTogether(text)).toBe(expected.replaceAll("_", "\u00a0"));
});
