/**
 * Text that is no TypeScript, but code of another language, or not code at all: which one it is, and
 * how a cell says the same. Asked only about text that could not be read.
 */
export interface ForeignCode {
  language: string;
  /** what to do */
  hint: string;
  /** where in the text the sign of it stands */
  offset: number;
}

interface Sign {
  pattern: RegExp;
  hint: string;
}

interface Language {
  name: string;
  /** each is enough to know it */
  signs: Sign[];
}

const python: Language = {
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

const shellCommands =
  "sudo|pip3?|pipx|conda|mamba|uv|npm|npx|yarn|pnpm|apt|apt-get|brew|git|cd|ls|mkdir|rm|cp|mv|cat|curl|wget|" +
  "python3?|node|bash|sh|source|chmod|echo|docker|make|torchrun|accelerate|huggingface-cli|nvidia-smi|ssh|tar";

const shell: Language = {
  name: "a command for a terminal",
  signs: [
    {
      pattern: new RegExp(
        `^\\s*(?:[$%>!#]\\s*)?(?:pip3?|pipx|conda|mamba|uv|npm|npx|yarn|pnpm|apt|apt-get|brew)\\s+[\\w-]`,
      ),
      hint: "Nothing is installed here: everything that a cell can import is there already, and the editor lists it as you type an import",
    },
    {
      pattern: new RegExp(`^\\s*(?:[$%>!]\\s*)?(?:${shellCommands})\\s+(?:\\.{1,2}(?:[/\\s]|$)|["'$~/\\w-])`),
      hint: "A cell runs TypeScript in this page and reaches no files and no programs of your machine. Run the command in a terminal",
    },
    {
      pattern: /^#!|^\s*export\s+\w+=|^\s*(?:if|while)\s+\[.*\];?\s*(?:then|do)\b|^\s*(?:fi|done|esac)\s*$/,
      hint: "A cell runs TypeScript in this page. Run the script in a terminal",
    },
  ],
};

const magic: Language = {
  name: "a command of Jupyter",
  signs: [
    {
      pattern: /^\s*%{1,2}[a-z]\w*/,
      hint: "Commands that begin with % are Jupyter’s. Charts are drawn by lineChart({ … }), and time is measured by console.time()",
    },
    {
      pattern: /^\s*(?:In|Out)\s*\[\d*\]:|^\s*>>> /,
      hint: "Paste the code without what stands before it, and in TypeScript",
    },
  ],
};

const others: Language[] = [
  {
    name: "HTML",
    signs: [
      {
        pattern:
          /<!doctype|<\/?(?:html|head|body|script|style|div|span|p|a|img|br|ul|ol|li|table|tr|td|h[1-6]|button|input|form|canvas|svg|b|i|em|strong|label|select|option)\b[^<>]*>/i,
        hint: "A cell puts no HTML into the page. Show values with show(value), rows with table(rows), curves with lineChart({ … })",
      },
    ],
  },
  {
    name: "JSX",
    signs: [
      {
        pattern: /<\/[A-Z][\w.]*>|<[A-Z][\w.]*(?:\s[^<>]*)?\/>|<[A-Z][\w.]*\s+\w+=[{"]|<\/>/,
        hint: "There is no React here. Show values with show(value), rows with table(rows), curves with lineChart({ … })",
      },
    ],
  },
  {
    name: "CSS",
    signs: [
      {
        pattern:
          /^\s*(?:body|html|:root|\*|[.#][\w-]+)\s*\{\s*$|^\s*[a-z-]+\s*:\s*[\w\s.#(),-]+(?:px|rem|em|%|#[0-9a-f]{3,6})\s*;/,
        hint: "A cell has no say in how the page looks",
      },
    ],
  },
  {
    name: "C or C++",
    signs: [
      {
        pattern: /^\s*#\s*include\b|\bstd::|^\s*(?:int|void)\s+main\s*\(|^\s*(?:int|float|double|char|auto)\s+\w+\s*=/,
        hint: "A variable is declared: const x = 1; and a function: function f(a: number) { … }",
      },
    ],
  },
  {
    name: "Java or C#",
    signs: [
      {
        pattern:
          /\bpublic\s+(?:static\s+)?(?:class|void|int|String)\b|\bSystem\.out\b|\bConsole\.WriteLine\b|^\s*using\s+[\w.]+;/,
        hint: "A function stands by itself: function f(a: number) { … } and console.log(x) prints",
      },
    ],
  },
  {
    name: "Rust",
    signs: [
      {
        pattern: /^\s*(?:pub\s+)?fn\s+\w+|\blet\s+mut\b|\b(?:println|print|vec|format|panic|assert|assert_eq)!/,
        hint: "A function is written: function f(a: number): number { … }",
      },
    ],
  },
  {
    name: "Go",
    signs: [
      {
        pattern: /^\s*package\s+\w+\s*$|^\s*func\s+(?:\(\w+\s+\S+\)\s*)?\w+\(/,
        hint: "A function is written: function f(a: number): number { … }",
      },
    ],
  },
  {
    name: "R",
    signs: [{ pattern: /^\s*[\w.]+\s*<-\s*\S|^\s*library\(\w+\)\s*$/, hint: "A variable is declared: const x = 1;" }],
  },
  {
    name: "SQL",
    signs: [
      {
        pattern: /^\s*(?:select\s.+\sfrom\s|insert\s+into\s|create\s+table\s)/i,
        hint: "Rows of a list are chosen by list.filter((row) => row.score > 0)",
      },
    ],
  },
  {
    name: "LaTeX",
    signs: [
      {
        pattern: /^\s*(?:\$\$?.*\\[a-z]+|\\(?:begin|frac|sum|mathbb|section|documentclass)\b)/,
        hint: "A cell computes, and does not set formulas",
      },
    ],
  },
  {
    name: "Markdown",
    signs: [
      {
        pattern: /^\s*(?:```|#{1,6}\s+\S|[-*]\s+\*\*|\|.*\|\s*$|\[[^\]]+\]\([^)]+\)\s*$)/,
        hint: "Paste only the code between the ``` marks",
      },
    ],
  },
  {
    name: "a diff",
    signs: [
      {
        pattern: /^(?:diff --git|@@ .* @@|\+\+\+ |--- a\/|<<<<<<< |>>>>>>> |={7}$)/,
        hint: "Paste the code as it is after the change, without + and -",
      },
    ],
  },
];

/** In this order: the names of commands say more than a # before them, and both more than a colon. */
const languages = [magic, shell, others.find(({ name }) => name === "a diff")!, ...others.slice(0, 2)];
const later = [python, ...others.slice(2).filter(({ name }) => name !== "a diff")];

/** What a text that cannot be read is, if it is known; `stopped` is where the reading ended. */
export function foreignCode(source: string, stopped: number): ForeignCode | null {
  if (isJson(source)) {
    return {
      language: "JSON",
      hint: "Give the value a name: const data = … and write show(data) below it",
      offset: stopped,
    };
  }
  const lines = linesOf(source);
  for (const language of [...languages, ...later]) {
    const found = signIn(language, lines, stopped);
    if (found) return found;
  }
  return null;
}

interface Line {
  text: string;
  start: number;
}

/** No text that is pasted by hand needs more of them to be known. */
const maxLines = 2000;
const maxColumns = 200;

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const text of source.split("\n", maxLines)) {
    lines.push({ text: text.replace(/\r$/, "").slice(0, maxColumns), start });
    start += text.length + 1;
  }
  return lines;
}

/**
 * The first sign counts in the line where the reading stopped, or in the few above it: a statement
 * may be read on into the next lines.
 */
function signIn({ name, signs }: Language, lines: Line[], stopped: number): ForeignCode | null {
  const at = lines.findLastIndex(({ start }) => start <= stopped);
  for (const { text, start } of lines.slice(Math.max(0, at - 3), at + 1)) {
    const code = withoutTexts(text);
    for (const { pattern, hint } of signs) {
      const found = pattern.exec(code);
      if (found)
        return {
          language: name,
          hint: `${hint}.`.replace(/([.!?}`)])\.$/, "$1"),
          offset: start + indentOf(found[0]) + found.index,
        };
    }
  }
  return null;
}

/** What stands between quotes is no sign of anything. */
function withoutTexts(line: string): string {
  return line.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, (text) => `${text[0]}${" ".repeat(text.length - 2)}${text[0]}`);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function isJson(source: string): boolean {
  if (!/^\s*[{[]/.test(source)) return false;
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}
