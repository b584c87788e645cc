import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readSourceTree } from "./source-tree.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Tested by way of what they are made for, or on the built site. */
const without = [
  ...["colours", "completion", "hints", "language", "problems", "shiki-tokenizer"].map((name) => `editor/${name}.ts`),
  "chapter/forward.ts", // reads the page at once: on the built site
  "chapter/open-folder.ts", // starts a worker: on the built site
  "editor/editor-host.ts", // says only what others are
  "outputs/picture-reader.ts",
  "outputs/output-elements.ts", // imports others
  "page/machine-benchmark.ts",
  "page/search-results.ts", // by search-box
  "page/symbol-meanings.ts", // by symbol-box
];

/** The elements' files that lack a test in the same place under tests/. */
function untestedElements(files: string[], isThere: (file: string) => boolean): string[] {
  const elements = files.flatMap((file) => /^src\/elements\/(.*\.ts)$/.exec(file)?.[1] ?? []);
  return elements.filter((file) => !isThere(`tests/src/elements/${file.replace(/\.ts$/, ".test.ts")}`));
}

test("every element has a test of its own, but for these", () => {
  const files = [...readSourceTree(root).keys()];
  const lacking = untestedElements(files, (file) => existsSync(path.join(root, file)));
  expect(lacking.sort()).toEqual(without.sort());
});

test("one without is found", () => {
  const files = ["src/elements/base/a.ts", "src/elements/base/b.ts", "src/notebook/c.ts"];
  expect(untestedElements(files, (file) => file.endsWith("a.test.ts"))).toEqual(["base/b.ts"]);
});
