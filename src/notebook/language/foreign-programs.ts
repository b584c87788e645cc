import type { ForeignLanguage } from "./foreign-language.ts";

/** Programs in other languages than Python, which has more signs than all of these. */

export const c: ForeignLanguage = {
  name: "C or C++",
  signs: [
    {
      pattern: /^\s*#\s*include\b|\bstd::|^\s*(?:int|void)\s+main\s*\(|^\s*(?:int|float|double|char|auto)\s+\w+\s*=/,
      hint: "A variable is declared: const x = 1; and a function: function f(a: number) { … }",
    },
  ],
};

export const java: ForeignLanguage = {
  name: "Java or C#",
  signs: [
    {
      pattern:
        /\bpublic\s+(?:static\s+)?(?:class|void|int|String)\b|\bSystem\.out\b|\bConsole\.WriteLine\b|^\s*using\s+[\w.]+;/,
      hint: "A function stands by itself: function f(a: number) { … } and console.log(x) prints",
    },
  ],
};

export const rust: ForeignLanguage = {
  name: "Rust",
  signs: [
    {
      pattern: /^\s*(?:pub\s+)?fn\s+\w+|\blet\s+mut\b|\b(?:println|print|vec|format|panic|assert|assert_eq)!/,
      hint: "A function is written: function f(a: number): number { … }",
    },
  ],
};

export const go: ForeignLanguage = {
  name: "Go",
  signs: [
    {
      pattern: /^\s*package\s+\w+\s*$|^\s*func\s+(?:\(\w+\s+\S+\)\s*)?\w+\(/,
      hint: "A function is written: function f(a: number): number { … }",
    },
  ],
};

export const r: ForeignLanguage = {
  name: "R",
  signs: [{ pattern: /^\s*[\w.]+\s*<-\s*\S|^\s*library\(\w+\)\s*$/, hint: "A variable is declared: const x = 1;" }],
};

export const sql: ForeignLanguage = {
  name: "SQL",
  signs: [
    {
      pattern: /^\s*(?:select\s.+\sfrom\s|insert\s+into\s|create\s+table\s)/i,
      hint: "Rows of a list are chosen by list.filter((row) => row.score > 0)",
    },
  ],
};
