import { describe, expect, test } from "vitest";
import {
  firstSentence,
  importedFile,
  importersOf,
  readSource,
  sourceFiles,
} from "../../../src/components/source-files.ts";

describe("a file in its parts", () => {
  test("the comment, the rest, and where the rest begins", () => {
    const file = readSource("gpt", '/**\n * A model.\n *\n *   wte  words\n */\nimport "x";\n\nf();\n');
    expect(file.doc).toBe("A model.\n\n  wte  words");
    expect(file.code).toBe('import "x";\n\nf();');
    expect(file.firstLine).toBe(6);
  });

  test("a comment of one line, after a line for the shell, before an empty line", () => {
    const file = readSource("cli", "#!/usr/bin/env node\n/** Starts. */\n\nf();\n");
    expect(file).toMatchObject({ doc: "Starts.", code: "f();", firstLine: 4 });
  });

  test("no comment", () => {
    expect(readSource("a", "f();\n")).toMatchObject({ doc: "", code: "f();", firstLine: 1 });
  });

  test("what it imports of ours, once, however it is written", () => {
    const lines = [
      'import * as tf from "@tensorflow/tfjs";',
      'import {\n  type Rng,\n} from "../random.ts";',
      'import { createRng } from "../random.ts";',
      'export { gold } from "./gold.ts";',
      'const { trainPpo } = await import("../ppo.ts");',
    ];
    expect(readSource("world/facts", lines.join("\n")).imports).toEqual(["random", "world/gold", "ppo"]);
  });
});

test("a specifier leads to one of our files, or nowhere", () => {
  expect(importedFile("world/gold", "../random.ts")).toBe("random");
  expect(importedFile("engine/kernels/gelu", "./exp")).toBe("engine/kernels/exp");
  expect(importedFile("gpt", "./nothing.ts")).toBeUndefined();
  expect(importedFile("gpt", "@tensorflow/tfjs")).toBeUndefined();
});

test("every file says what it is about", () => {
  expect(sourceFiles.size).toBeGreaterThan(60);
  const silent = [...sourceFiles.values()].filter(({ doc }) => firstSentence(doc) === "");
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test("line numbers are the file's", () => {
  const { code, firstLine } = sourceFiles.get("ppo")!;
  expect(code).toMatch(/^import /);
  expect(firstLine).toBeGreaterThan(3);
});

test("importers are found", () => {
  expect(importersOf("ppo-update")).toContain("ppo");
  expect(importersOf("ppo-update")).not.toContain("gpt");
});

test.each([
  ["A model. Small.", "A model."],
  ["Reads 1.5 of\nit", "Reads 1.5 of it"],
  ["One: two. Three.", "One: two."],
  ["Attention while it writes: T new tokens. More.", "Attention while it writes: T new tokens."],
  ["A title\n\nMore.", "A title"],
])("of %j a list says %j", (doc, sentence) => {
  expect(firstSentence(doc)).toBe(sentence);
});
