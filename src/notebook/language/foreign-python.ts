import type { ForeignLanguage } from "./foreign-language.ts";

export const python: ForeignLanguage = {
  name: "Python",
  signs: [
    { pattern: /^\s*(?:async\s+)?def\s+\w+\s*\(/, hint: "A function is written: function name(a, b) { … }" },
    {
      pattern:
        /^\s*(?:import\s+(?:torch|transformers|trl|tensorflow)\b|from\s+(?:torch|transformers|trl|tensorflow)[\w.]*\s+import\b)/,
      hint: 'Tensors come from TensorFlow.js here: import * as tf from "@tensorflow/tfjs"; and models from the book’s own modules, which the editor lists.',
    },
    {
      pattern:
        /^\s*(?:from\s+[\w.]+\s+import\s+(?!["'])|import\s+\w[\w.]*(?:\s+as\s+\w+)?(?:\s*,\s*\w[\w.]*(?:\s+as\s+\w+)?)*\s*(?:#.*)?$)/,
      hint: 'An import is written: import { name } from "module"; the editor lists the modules as you type one.',
    },
    {
      pattern: /^\s*class\s+\w+\s*(?:\([^)]*\))?\s*:/,
      hint: "A class is written: class Name extends Parent { constructor() { … } }",
    },
    {
      pattern: /^\s*(?:for\s+[\w\s,()]+\s+in\s+[^{]+|async\s+for\b.+):\s*(?:\S.*)?$/,
      hint: "A loop is written: for (const x of list) { … }",
    },
    {
      pattern: /^\s*(?:if|elif|while)\b(?!\s*\(.*\)\s*\{)[^{]*:\s*(?:#.*|[^{\s].*)?$/,
      hint: "A condition stands in ( ), and what it governs in { }: if (x > 0) { … } else if (x < 0) { … }",
    },
    {
      pattern: /^\s*(?:else|try|finally)\s*:\s*(?:#.*)?$|^\s*except\b.*:\s*$/,
      hint: "Blocks stand in { } and not behind a colon: else { … }, try { … } catch (error) { … }",
    },
    {
      pattern: /^\s*with\s+.+:\s*$/,
      hint: "There is no with here. Tensors of a block are freed by tf.tidy(() => { … }).",
    },
    {
      pattern: /^\s*(?:pass|nonlocal\s+\w+|global\s+\w+|raise\b.*|del\s+\w+.*)\s*$/,
      hint: 'An empty block is { }, and an error is thrown: throw new Error("…")',
    },
    { pattern: /^\s*assert\s+(?![(=.])/, hint: 'To stop where something does not hold: if (!ok) throw new Error("…")' },
    { pattern: /^\s*print\s+["'\w]|\bprint\(.*\bend\s*=/, hint: "To print is: console.log(a, b)" },
    { pattern: /\blambda\b[^:=;]*:/, hint: "A lambda is written: (x) => x + 1" },
    {
      pattern: /(?:^|[=(,[\s])[rfbu]{1,2}(?:"\s*"|'\s*')/,
      hint: "A text with values in it stands between backticks: `loss ${x.toFixed(2)}`",
    },
    { pattern: /"""|'''/, hint: "A text of several lines stands between backticks: `…`, and a note between /* and */" },
    {
      pattern: /\[[^[\]]*\bfor\s+[\w\s,]+\s+in\b/,
      hint: "A list from a list is written: list.map((x) => 2 * x), or .filter((x) => x > 0)",
    },
    { pattern: /\)\s*->\s*[\w.[\], ]+:/, hint: "A function is written: function name(a: number): number { … }" },
    {
      pattern: /\bif\s+not\b|\bnot\s+in\b|\bis\s+(?:not\s+)?None\b|[\w)\]]\s+(?:and|or)\s+(?:not\s+)?[\w(]/,
      hint: "and, or and not are written &&, || and !; None is null",
    },
    { pattern: /=\s*[^=?:]+\sif\s.+\selse\s/, hint: "A choice is written: x > 0 ? a : b" },
    {
      pattern: /\w\[[^\]?{]*(?:\w|\[):[^\]?{]*\]|\w\[:\w*\]/,
      hint: "A part of a list is written: list.slice(1, 3), of a tensor tf.slice(x, [1], [2])",
    },
    {
      pattern: /\((?:[^()]*,\s*)?\*{1,2}\w+[,)]/,
      hint: "Several values are handed on with three dots: f(...list), f({ ...options })",
    },
    {
      pattern: /^\s*@\w[\w.]*(?:\(.*\))?\s*$/,
      hint: "There is no decorator of functions; wrap the function instead: const f = wrap(() => { … })",
    },
    { pattern: /^\s*#(?:\s|$)/, hint: "A comment begins with // here, and all of the text has to be TypeScript" },
    {
      pattern: /^\s*(?:[\w.]+\s*,\s*)+[\w.]+\s*=\s*[^=>]+$/,
      hint: "Several names at once are declared: const [a, b] = list;",
    },
    { pattern: /\w\s*:=\s*[\w(]/, hint: "A name is given its value in a line of its own: const n = list.length;" },
    {
      pattern: /\d\s*\/\/\s*\d|\w\s+\/\/\s+\w+\s*$/,
      hint: "A whole quotient is Math.floor(a / b); // begins a comment",
    },
  ],
};
