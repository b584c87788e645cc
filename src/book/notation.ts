/**
 * Notation that means the same in every chapter. Symbols whose meaning belongs to a chapter are in
 * the frontmatter of that chapter, under `symbols`. TeX -> meaning, with `$...$` for mathematics.
 */
export const notation: Readonly<Record<string, string>> = {
  "\\mathbb{E}": "expectation: the mean over what is drawn as written below it",
  "\\sum": "the sum of what follows, over the index written below",
  "\\prod": "the product of what follows, over the index written below",
  "\\log": "the natural logarithm",
  "\\ln": "the natural logarithm",
  "\\exp": "the exponential function, $e$ to the power of what follows",
  "\\min": "the smaller of the two",
  "\\max": "the larger of the two",
  e: "Euler's number, 2.718…",
};
