import { Script } from "node:vm";
import { expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import { CellProblem } from "../../../src/notebook/base/cell-error.ts";
import { compileCell } from "../../../src/notebook/language/compile.ts";
import { createRng } from "../../../snippets/random.ts";
import { corpusFiles, type Snippet, snippetsOf } from "./read-corpus.ts";

/**
 * A slip of the fingers at thousands of places: what is accepted compiles, what is not is refused
 * with a place in the text, and nothing else is ever thrown.
 */
const pieces = [
  "(",
  ")",
  "{",
  "}",
  "<",
  ">",
  "`",
  '"',
  "'",
  "/",
  "*/",
  "//",
  ":",
  ";",
  ",",
  "=>",
  "?",
  "!",
  "as ",
  "type ",
  "\\",
  "\n",
  "$",
  "${",
  "@",
  "#",
  "\u2028",
  "\ud83d",
  "\u0000",
  "await ",
  "enum ",
];

const rng = createRng(1);
const at = (text: string): number => Math.floor(rng.uniform() * (text.length + 1));
const piece = (): string => pieces[Math.floor(rng.uniform() * pieces.length)]!;

const slips: ((text: string) => string)[] = [
  (text) => cut(text, at(text), 1, ""),
  (text) => cut(text, at(text), 0, piece()),
  (text) => cut(text, at(text), 1, piece()),
  (text) => text.slice(0, at(text)),
  (text) => text.slice(at(text)),
  (text) => cut(text, at(text), 0, text.slice(at(text)).slice(0, 20)),
  (text) => text.split("\n").reverse().join("\n"),
];

function cut(text: string, from: number, length: number, instead: string): string {
  return text.slice(0, from) + instead + text.slice(from + length);
}

const counts = { compiled: 0, refused: 0 };

function wrongWith(source: string): string | null {
  try {
    const { code } = compileCell("slip", analyse(source), ["out"]);
    new Script(code);
    counts.compiled++;
    return null;
  } catch (error) {
    if (!(error instanceof CellProblem)) return `${String(error)} in ${JSON.stringify(source)}`;
    counts.refused++;
    const lines = source.split(/\r\n|[\n\r\u2028\u2029]/).length;
    const isPlaced = error.at === null || (error.at.line >= 1 && error.at.line <= lines && error.at.column >= 1);
    return isPlaced && error.message.length > 5
      ? null
      : `${error.message} at ${JSON.stringify(error.at)} in ${JSON.stringify(source)}`;
  }
}

const corpus = corpusFiles().flatMap(snippetsOf);

test("a slip anywhere is compiled or refused, never worse", () => {
  const wrong = corpus.flatMap(({ source }: Snippet) =>
    slips.flatMap((slip) => [wrongWith(slip(source)), wrongWith(slip(slip(source)))]).filter((one) => one !== null),
  );
  expect(wrong).toEqual([]);
  expect(counts.compiled).toBeGreaterThan(1000);
  expect(counts.refused).toBeGreaterThan(1000);
});
