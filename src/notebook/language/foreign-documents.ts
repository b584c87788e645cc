import type { ForeignLanguage } from "./foreign-language.ts";

/** Texts that are no programs: pages, styles, formulas, notes and changes. */

export const html: ForeignLanguage = {
  name: "HTML",
  signs: [
    {
      pattern:
        /<!doctype|<\/?(?:html|head|body|script|style|div|span|p|a|img|br|ul|ol|li|table|tr|td|h[1-6]|button|input|form|canvas|svg|b|i|em|strong|label|select|option)\b[^<>]*>/i,
      hint: "A cell puts no HTML into the page. Show values with show(value), rows with table(rows), curves with lineChart({ … })",
    },
  ],
};

export const jsx: ForeignLanguage = {
  name: "JSX",
  signs: [
    {
      pattern: /<\/[A-Z][\w.]*>|<[A-Z][\w.]*(?:\s[^<>]*)?\/>|<[A-Z][\w.]*\s+\w+=[{"]|<\/>/,
      hint: "There is no React here. Show values with show(value), rows with table(rows), curves with lineChart({ … })",
    },
  ],
};

export const css: ForeignLanguage = {
  name: "CSS",
  signs: [
    {
      pattern:
        /^\s*(?:body|html|:root|\*|[.#][\w-]+)\s*\{\s*$|^\s*[a-z-]+\s*:\s*[\w\s.#(),-]+(?:px|rem|em|%|#[0-9a-f]{3,6})\s*;/,
      hint: "A cell has no say in how the page looks",
    },
  ],
};

export const latex: ForeignLanguage = {
  name: "LaTeX",
  signs: [
    {
      pattern: /^\s*(?:\$\$?.*\\[a-z]+|\\(?:begin|frac|sum|mathbb|section|documentclass)\b)/,
      hint: "A cell computes, and does not set formulas",
    },
  ],
};

export const markdown: ForeignLanguage = {
  name: "Markdown",
  signs: [
    {
      pattern: /^\s*(?:```|#{1,6}\s+\S|[-*]\s+\*\*|\|.*\|\s*$|\[[^\]]+\]\([^)]+\)\s*$)/,
      hint: "Paste only the code between the ``` marks",
    },
  ],
};

export const diff: ForeignLanguage = {
  name: "a diff",
  signs: [
    {
      pattern: /^(?:diff --git|@@ .* @@|\+\+\+ |--- a\/|<<<<<<< |>>>>>>> |={7}$)/,
      hint: "Paste the code as it is after the change, without + and -",
    },
  ],
};
