import { inspect } from "node:util";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import { type CellFunction, compileCell } from "../../../src/notebook/language/compile.ts";
import { problemOf } from "./compare-with-typescript.ts";
import { blanksBetweenTokens, castsInPositions, typesInPlaces } from "./corpus-patterns.ts";
import { corpusFiles, type Snippet, snippetsOf } from "./read-corpus.ts";
import { compilerOptions, complaints } from "./typescript-oracle.ts";

/**
 * Several hundred small texts, compiled by our cell compiler and by TypeScript 6 and run both ways:
 * they do the same, or ours refuses them by name. A text calls `out` with what it finds.
 */
type Log = string[];

async function runOurs(source: string): Promise<Log> {
  const { code } = compileCell("snippet", analyse(source), ["out"]);
  const start = ((0, globalThis.eval)(code) as CellFunction)(Object.create(null) as object);
  return logged((out) => start({ define: () => {}, load: () => Promise.reject(new Error("no modules")) }, out));
}

async function runTheirs(source: string): Promise<Log> {
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  // A module's exports mean nothing inside a function.
  const js = outputText
    .replace(/^#!.*/, "")
    .replace(/^export \{.*\};?$/gm, "")
    .replace(/^export (?=const|function|class)/gm, "");
  const run = (0, globalThis.eval)(`(async function(out){"use strict";${js}\n})`) as (out: unknown) => Promise<unknown>;
  return logged((out) => run(out));
}

async function logged(run: (out: (...values: unknown[]) => void) => Promise<unknown>): Promise<Log> {
  const log: Log = [];
  try {
    await run((...values) => void log.push(values.map((value) => inspect(value, { depth: 20 })).join(" ")));
  } catch (error) {
    log.push(error instanceof Error ? `${error.name}: ${error.message}` : inspect(error));
  }
  return log;
}

async function expectSame({ source }: Snippet): Promise<void> {
  const theirs = await runTheirs(source);
  expect(await runOurs(source)).toEqual(theirs);
  expect(theirs.join("\n")).not.toMatch(/^SyntaxError/m);
}

const files = corpusFiles().filter((file) => file !== "refused");

for (const file of files) {
  describe(`${file} run as TypeScript's`, () => {
    test.each(snippetsOf(file))("$name", async (snippet) => {
      await expectSame(snippet);
      expect(await runOurs(snippet.source)).not.toEqual([]);
    });
  });
}

const patterns = {
  "types in places": typesInPlaces,
  "casts in positions": castsInPositions,
  "blanks between tokens": blanksBetweenTokens,
};

for (const [name, make] of Object.entries(patterns)) {
  describe(`${name} run as TypeScript's`, () => {
    test("each of them", async () => {
      const wrong: string[] = [];
      for (const snippet of make()) {
        // A few combinations are no TypeScript; then they are none here.
        if (problemOf(snippet.source) && hasSyntaxError(snippet.source)) continue;
        await expectSame(snippet).catch((error: Error) =>
          wrong.push(`${snippet.name}\n${snippet.source}\n${error.message}`),
        );
      }
      expect(wrong).toEqual([]);
    });

    test("most of them are TypeScript", () => {
      const all = make();
      const sound = all.filter(({ source }) => !hasSyntaxError(source));
      expect(sound.length).toBeGreaterThan(0.6 * all.length);
    });
  });
}

function hasSyntaxError(source: string): boolean {
  return (ts.transpileModule(source, { compilerOptions, reportDiagnostics: true }).diagnostics ?? []).length > 0;
}

/** TypeScript runs these; a cell, or the language, does not. */
const oursAlone =
  /^refused: (decorator|accessor keyword|zero-width space|export from a module|export with another name|HTML comment|deferred import)/;

describe("what cannot be run is refused", () => {
  test.each(snippetsOf("refused"))("$name", ({ name, source }) => {
    const problem = problemOf(source);
    expect(problem?.message ?? "accepted").toMatch(/^[A-Z"'`“].{10,}[.?!]$/);
    if (!oursAlone.test(name)) expect(complaints(source), "TypeScript refuses it too").not.toEqual([]);
  });
});
