import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { cellsOf } from "../../src/check/cell-program.ts";
import { CellLanguage } from "../../src/editor/cell-language.ts";
import { packTypes } from "../../src/editor/pack-types.ts";
import type { TypePack } from "../../src/editor/type-pack.ts";
import { registry } from "../../src/notebook/kernel/core-modules.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

const root = path.resolve(import.meta.dirname, "../..");
let pack: TypePack;
let language: CellLanguage;

beforeAll(() => {
  pack = packTypes(root);
  language = new CellLanguage(pack);
});

/** Cells a, b, c...; "|" in the last one is the cursor. */
function cells(...sources: string[]): { cell: string; at: number } {
  const last = sources.length - 1;
  const at = sources[last]!.indexOf("|");
  const texts = sources.map((source, index) => (index === last ? source.replace("|", "") : source));
  language.setCells(texts.map((source, index) => ({ id: "abcdef"[index]!, source })));
  return { cell: "abcdef"[last]!, at };
}

function labels(...sources: string[]): string[] {
  const { cell, at } = cells(...sources);
  return language.complete(cell, at)?.items.map(({ label }) => label) ?? [];
}

describe("the packed types", () => {
  test("have every module that a cell may import", () => {
    expect(pack.modules.toSorted()).toEqual(registry.names());
  });

  test("are not too much to download", () => {
    const bytes = JSON.stringify(pack).length;
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(3_000_000);
  });
});

describe("completion", () => {
  test("knows cells above, not below", () => {
    language.setCells([
      { id: "a", source: "const foxRate = 1;" },
      { id: "b", source: "fox" },
      { id: "c", source: "const foxLater = 2;" },
    ]);
    const found = language.complete("b", 3)!.items.map(({ label }) => label);
    expect(found).toContain("foxRate");
    expect(found).not.toContain("foxLater");
  });

  test("knows members by type, in text that is not finished", () => {
    const above = 'import * as tf from "@tensorflow/tfjs";\nconst weights = tf.ones([2, 2]);';
    expect(labels(above, "for (const x of [1]) {\n  weights.mat|")).toContain("matMul");
    expect(labels(above, "const text = `${weights.sh|")).toContain("shape");
  });

  test("knows the exports of a module and the modules", () => {
    expect(labels('import { | } from "mini-rlhf/ppo";')).toContain("trainPpo");
    expect(labels('import { x } from "mini-|')).toEqual(pack.modules);
  });

  test("knows what cells can call without an import, and no page", () => {
    expect(labels("sho|")).toContain("show");
    expect(labels("docum|")).not.toContain("document");
  });

  test("offers the core's names with their import", () => {
    const { cell, at } = cells("trainPp|");
    const found = language.complete(cell, at)!.items.find(({ label }) => label === "trainPpo");
    expect(found).toMatchObject({
      module: "mini-rlhf/ppo",
      edit: { from: 0, to: 0, insert: 'import { trainPpo } from "mini-rlhf/ppo";\n' },
    });
    expect(language.describe(cell, at, "trainPpo", "mini-rlhf/ppo")!.code).toContain("PpoOptions");
  });

  test("adds to an import that is there", () => {
    const text = 'import { gae } from "mini-rlhf/advantages";\nwhi|';
    const { cell, at } = cells(text);
    const found = language.complete(cell, at)!.items.find(({ module }) => module === "mini-rlhf/advantages");
    expect(found?.edit).toEqual({ from: 12, to: 12, insert: `, ${found!.label}` });
  });
});

describe("hints", () => {
  test("say the type and the documentation of a name from above", () => {
    const { cell, at } = cells("/** Doubles. */\nfunction twice(x: number) { return 2 * x; }", "tw|ice(1)");
    expect(language.hover(cell, at)).toEqual({
      from: 0,
      to: 5,
      code: "twice(x: number): number",
      doc: "Doubles.",
    });
  });

  test("say which parameter is being written", () => {
    const { cell, at } = cells("function f(a: number, b = 2) { return a + b; }\nf(1, |");
    expect(language.signature(cell, at)).toMatchObject({
      head: "f(",
      parameters: ["a: number", "b?: number"],
      active: 1,
      overloads: 1,
    });
    expect(language.signature(cell, 0)).toBeNull();
  });
});

describe("problems", () => {
  const problems = (...sources: string[]) => {
    const { cell } = cells(...sources);
    return language.problems(cell).map(({ from, to, code }) => [sources.at(-1)!.slice(from, to), code]);
  };

  test("stand at the reader's own place, with the types of the cells above", () => {
    expect(problems("const n: number = 1;", "let s: string = n;\nshow(s)")).toEqual([["s", 2322]]);
  });

  test("a name may be declared again, and not assigned from below", () => {
    expect(problems("let x = 1;", 'const x = "one";\nx.length')).toEqual([]);
    expect(problems("let x = 1;", "x = 2;")).toEqual([["x", 2632]]);
  });

  test("are found in what cells cannot have", () => {
    expect(problems("enum A { b }").map(([, code]) => code)).toEqual([1294]);
    expect(problems("document.title").map(([, code]) => code)).toEqual([2584]);
    expect(problems('import { x } from "lodash";').map(([, code]) => code)).toEqual([2307]);
  });

  test("types cross cells, awaiting is fine, rows are trusted", () => {
    expect(problems("interface Row { a: number }", "const rows: Row[] = [{ a: 1 }];\nawait null;\nrows[0].a")).toEqual(
      [],
    );
  });

  test("a broken cell above does not mark the cells below", () => {
    expect(problems("const a = 1;\nconst b = `", "a + 1;\nb.length")).toEqual([]);
  });

  test("the book's cells have none", () => {
    for (const chapter of chapterFolders(path.join(root, "chapters"))) {
      const mdx = readFileSync(path.join(root, "chapters", chapter, "index.mdx"), "utf8");
      const texts = cellsOf(mdx).map(({ id, code }) => ({ id, source: code }));
      language.setCells(texts);
      for (const { id } of texts) expect(language.problems(id), `${chapter}, ${id}`).toEqual([]);
    }
  });
});

test("formatting indents, spaces and ends statements, and keeps to the cell", () => {
  const source = "if(x){\nshow( x )\n}";
  cells("const x = 1;", source);
  const edits = language.format("b").toSorted((a, b) => b.from - a.from);
  const formatted = edits.reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), source);
  expect(formatted).toBe("if (x) {\n  show(x);\n}");
});

test("a cell that is not there is an error", () => {
  expect(() => language.problems("nowhere")).toThrow('knows no cell "nowhere"');
});
