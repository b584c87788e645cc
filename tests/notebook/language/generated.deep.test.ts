import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Agreement, compareWithTypeScript } from "./compare-with-typescript.ts";
import { program } from "./generated-typescript.ts";
import { corpusFiles, snippetsOf } from "./read-corpus.ts";

/**
 * The cell compiler against TypeScript 6 on texts without end: programs made up from the grammar, the
 * whole corpus with every kind of line end, every word of TypeScript wherever JavaScript takes a name.
 */
function countAgreements(texts: Iterable<string>): Record<Agreement, number> {
  const counts: Record<Agreement, number> = { same: 0, "both refuse": 0, "not in cells": 0, "TypeScript refuses": 0 };
  for (const text of texts) counts[agreement(text)]++;
  return counts;
}

function agreement(text: string): Agreement {
  try {
    return compareWithTypeScript(text);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nin ${JSON.stringify(text)}`, { cause: error });
  }
}

/** A bigger number, and other seeds, for a longer look. */
const runs = { numRuns: Number(process.env.RUNS ?? 150), seed: Number(process.env.SEED ?? 1) };

test("made-up programs", () => {
  const counts: Record<Agreement, number> = { same: 0, "both refuse": 0, "not in cells": 0, "TypeScript refuses": 0 };
  fc.assert(
    fc.property(program, (text) => void counts[agreement(text)]++),
    runs,
  );
  expect(counts.same).toBeGreaterThan(0.6 * runs.numRuns);
}, 600_000);

const lineEnds = ["\r", "\u2028", "\r\n", " /* (=>\n) */ ", "\u2029"];

describe("the corpus, its lines ended by others than LF", () => {
  const texts = corpusFiles()
    .filter((file) => file !== "refused")
    .flatMap(snippetsOf)
    .map(({ source }) => source);

  /** Each text's first line ends in its own way, and each of its lines in the next one. */
  test.each([0, 2])("from the one at %i on", (first) => {
    const ended = texts.map((text, at) => {
      let next = first + at;
      return text.replaceAll("\n", () => lineEnds[next++ % lineEnds.length]!);
    });
    expect(countAgreements(ended).same).toBeGreaterThan(0.6 * texts.length);
  });
});

const contextual =
  "abstract as asserts assert declare global infer is keyof module namespace override readonly satisfies type unique accessor async of get any using".split(
    " ",
  );

/** W stands for the word. */
const namePlaces = [
  "let W = 1",
  "const { W } = o",
  "const [W = 2] = o",
  "W: for (;;) { if (a) break W; continue W }",
  "(function W() {})",
  "function W() {}",
  "(class W {})",
  "class W {}",
  "async W => W",
  "async (W) => W",
  "W => W",
  "(W: number) => W",
  "(W?: number) => W",
  "for (const W of o) {}",
  "try {} catch (W) {}",
  "import W from 'm'",
  "import { W } from 'm'",
  "import { a as W } from 'm'",
  "import { W as a } from 'm'",
  "import { type W } from 'm'",
  "W = 1",
  "W++",
  "W(1)",
  "W`x`",
  "W.a",
  "W?.a",
  "W!",
  "a as W",
  "W\n++b",
  "new W()",
  "({ W })",
  "({ W: 1 })",
  "({ W() {} })",
  "({ get W() { return 1 } })",
  "({ async W() {} })",
  "({ async *W() {} })",
  "class A { W = 1 }",
  "class A { W: T; b = 1 }",
  "class A { W() {} }",
  "class A { W?: T }",
  "class A { static W = 1 }",
  "class A { readonly W: T }",
  "class A { W\n b }",
  "class A { W; b }",
  "type A = { W: T }",
  "type A = { W(): T }",
  "type A = (W: T) => T",
  "function f<W>(x: W) {}",
  "o.W!",
  "o?.W",
  "o.W<T>()",
  "x ? W : y",
  "x ? (W) : y",
  "x ? W => W : y",
  "export const W = 1",
  "using W = o",
  "typeof W",
  "type A = typeof W",
  "function f(a): a is W {}",
  "abstract class W {}",
  "declare const W: T",
  "declare class W {}",
  "if (a) W\nelse b",
  "W < a",
  "W + 1",
  "(W, a)",
  "[W]",
  "{ W; a }",
  "{ W }",
];

test("every word of TypeScript as a name", () => {
  const texts = namePlaces.flatMap((place) => contextual.map((word) => place.replaceAll("W", word)));
  expect(countAgreements(texts).same).toBeGreaterThan(0.9 * texts.length);
});
