import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import { CellProblem } from "../../../src/notebook/base/cell-error.ts";
import { corpusFiles, snippetsOf } from "./read-corpus.ts";

function problemOf(text: string): CellProblem | null {
  try {
    analyse(text);
    return null;
  } catch (error) {
    if (error instanceof CellProblem) return error;
    throw error;
  }
}

/** What is wrong, and what to do about it, for each kind of slip. */
const slips: [text: string, message: string, hint: RegExp][] = [
  ["const a = ;", "Between “=” and “;” a value is missing.", /Write it/],
  ["f(1, , 2)", "Between “,” and “,” a value is missing.", /delete/],
  ["const a = 1 +;", "Between “+” and “;” a value is missing.", /Write it/],
  ["show(1));", "This “)” closes nothing: no “(” is open here.", /Delete it/],
  ["const a = [1, 2;", "The “[” of line 1 is not closed before “;”.", /Write “\]”/],
  ["show([1, 2);", "This “)” comes before the “[” of line 1 is closed.", /Write “\]” where that ends/],
  [
    "if (a) {\n  show(1);\n",
    "The code ends too early. Is a bracket, brace or quote left open?",
    /The “\{” of line 1 needs its “\}”/,
  ],
  ["const f = (a) =>", "The code ends too early.", /Complete the last line/],
  ["const class = 1;", "“class” is a word of the language, so nothing can be called that.", /another name/],
  ["const a = 1 2;", "Between “1” and “2” something is missing.", /operator, a comma or a new line/],
  ["a constructor", "Between “a” and “constructor” something is missing.", /operator/],
  ["the loss falls", "Between “the” and “loss” something is missing.", /quotes/],
  [
    "const a = {\n  x: 1\n  y: 2,\n};",
    "Something is missing at the end of line 2: “y” goes on within the “{” of line 1.",
    /A comma/,
  ],
  ["else { }", "“else” has nothing to belong to", /brace/],
  ["show(“text”);", "““” is a quotation mark of texts, not of programs.", /straight one/],
  ["show(‘text’);", "“‘” is a quotation mark of texts, not of programs.", /straight one/],
  ["const a\u200b = 1;", "There is an invisible character here (U+200B).", /Delete it/],
  ['const a = "text;', "Unterminated string constant.", /backticks/],
  ["1 = 2", "Assigning to rvalue.", /===/],
  ["let a = 1; let a = 2;", "Identifier 'a' has already been declared.", /another name/],
  ["2x + 1", "Identifier directly after number.", /2 \* x/],
  ["= 3", "A cell cannot begin with “=”.", /missing before it/],
];

describe("a slip is told with what is the matter and what to do", () => {
  for (const [text, message, hint] of slips) {
    test(JSON.stringify(text), () => {
      const problem = problemOf(text);
      expect(problem?.message).toContain(message);
      expect(problem?.hint).toMatch(hint);
      expect(problem?.at).not.toBeNull();
    });
  }

  test("never with a bare Unexpected, wherever it is", () => {
    const pieces = [
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "<",
      ">",
      '"',
      "'",
      ":",
      ";",
      ",",
      "=>",
      "?",
      "#",
      "@",
      "\\",
      "“",
      "\u200b",
      " else ",
      " 1 ",
      " a ",
    ];
    const snippets = corpusFiles()
      .flatMap(snippetsOf)
      .map(({ source }) => source);
    fc.assert(
      fc.property(fc.constantFrom(...snippets), fc.nat(), fc.constantFrom(...pieces), (source, place, piece) => {
        const at = place % (source.length + 1);
        const problem = problemOf(source.slice(0, at) + piece + source.slice(at));
        if (!problem) return;
        expect(problem.message).not.toMatch(/^Unexpected/);
        if (/“.*(?:missing|closes|stand|looks)/.test(problem.message)) expect(problem.hint).toBeTruthy();
      }),
      { numRuns: 2000 },
    );
  });
});
