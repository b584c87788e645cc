import { expect, test } from "vitest";
import { cellFiles, topLevelNames } from "../../src/editor/cell-files.ts";

const names = (source: string) => [...topLevelNames(source).all];

test("a cell defines values, types and imports", () => {
  const source = `import tf, { a as b } from "x"; import * as all from "y";
const { one, two: [three] } = f(); function four() {} class Five {}
interface Six {} type Seven = 1; export const eight = 8; { const inner = 1; }`;
  expect(names(source)).toEqual(["tf", "b", "all", "one", "three", "four", "Five", "Six", "Seven", "eight"]);
  expect(topLevelNames(source).unexported.has("eight")).toBe(false);
});

test("broken text still defines what can be read", () => {
  expect(names("const rate = 1;\nfor (const x of rows) {\n  x.")).toEqual(["rate"]);
  expect(names("const before = 2;\nconst = ; function (")).toContain("before");
});

test("each cell imports from the nearest above, and not what it defines itself", () => {
  const [, second, third] = cellFiles([
    { id: "a", source: "const x = 1, y = 2;" },
    { id: "b", source: "const x = y;" },
    { id: "c", source: "x + y" },
  ]);
  expect(second!.text).toContain('import { y } from "/cells/a.ts";');
  expect(second!.text).not.toContain("import { x }");
  expect(third!.text).toContain('import { x } from "/cells/b.ts"; import { y } from "/cells/a.ts";');
});

test("a file says where the reader's own text is", () => {
  const files = cellFiles([
    { id: "a", source: "const x = 1;" },
    { id: "b", source: "x\n// end" },
  ]);
  expect(files.map(({ text, start, end }) => text.slice(start, end))).toEqual(["const x = 1;", "x\n// end"]);
});
