import { readFileSync } from "node:fs";
import path from "node:path";
import { createProcessor } from "@mdx-js/mdx";
import type { Code } from "mdast";
import remarkMath from "remark-math";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import { foldersIn } from "../../../src/book/chapter-folders.ts";
import { infoOf, readCellFences, readCellInfo } from "../../../src/book/cell-fence.ts";

const plain = { keep: false, fold: false, open: false, traced: false };

describe("the words of a fence", () => {
  test.each([
    ["ts cell id=a", { ...plain, id: "a" }],
    ["ts cell id=ppo-train keep", { ...plain, id: "ppo-train", keep: true }],
    ["ts cell fold id=a2 keep open", { id: "a2", keep: true, fold: true, open: true, traced: false }],
    ["ts cell id=a traced", { ...plain, id: "a", traced: true }],
    ["  ts  cell  id=a ", { ...plain, id: "a" }],
    [
      'ts cell id=a does="Trains id=b, and keep it" fold',
      { ...plain, id: "a", fold: true, does: "Trains id=b, and keep it" },
    ],
  ])("%j is a cell", (info, cell) => {
    expect(readCellInfo(info)).toEqual(cell);
  });

  test.each(["", "ts", "ts solution", "md title=cells", "sh", "ts excellent id=a"])("%j is none", (info) => {
    expect(readCellInfo(info)).toBeNull();
  });

  test.each([
    ["ts cell", /no id/],
    ["ts cell id=", /no id/],
    ["ts cell id=PpoTrain", /"PpoTrain" must be lower-case/],
    ["js cell id=a", /not ```js cell/],
    ["cell id=a", /not ```cell/],
    ["ts keep cell id=a", /"keep" stands before "cell"/],
    ["ts cell id=a kept", /"kept" is none of a cell's words: id=a, does="…", keep, fold, open and traced/],
    ['ts cell id=a does=""', /does="" is no line/],
    ['ts cell id=a does="It ends with a stop."', /without a full stop/],
    [`ts cell id=a does="${"x".repeat(81)}"`, /at most 80 letters/],
    ["ts cell id=a does=Trains", /"does=Trains" is none/],
    ["ts cell id=a id=b", /"id=b" is none/],
    ["ts cell id=a keep keep", /once each/],
  ])("%j means to be one", (info, fault) => {
    expect(readCellInfo(info)).toEqual({ fault: expect.stringMatching(fault) });
  });
});

describe("the cells of a text", () => {
  const fence = (info: string, code: string, marks = "```") => `${marks}${info}\n${code}\n${marks}\n`;

  test("have their code, options and line", () => {
    const mdx = `# Title\n\n${fence("ts cell id=a fold", "const a = 1;\n\nshow(a);")}\n${fence("ts cell id=b keep", "1")}`;
    expect(readCellFences(mdx)).toEqual({
      cells: [
        { ...plain, id: "a", fold: true, code: "const a = 1;\n\nshow(a);", line: 3 },
        { ...plain, id: "b", keep: true, code: "1", line: 9 },
      ],
      faults: [],
    });
  });

  test("are not what another fence shows", () => {
    const shown = fence("md", fence("ts cell id=shown", "1"), "````");
    expect(readCellFences(shown + fence("ts cell id=a", "1")).cells.map(({ id }) => id)).toEqual(["a"]);
  });

  test("may have Windows line ends", () => {
    expect(readCellFences("```ts cell id=a\r\n1\r\n2\r\n```\r\n").cells).toMatchObject([{ id: "a", code: "1\n2" }]);
  });

  test.each([
    ["  ```ts cell id=a\n  ```", 3, /three backticks at the line's beginning/],
    ["````ts cell id=a\n````", 1, /three backticks/],
    ["~~~ts cell id=a\n~~~", 1, /three backticks/],
    ["```ts cell\n```", 1, /no id/],
    ["```ts cell id=a\nshow(1);", 1, /Cell "a" has no end/],
  ])("are refused where they are written in another way: %j", (text, column, message) => {
    expect(readCellFences(`text\n${text}`)).toEqual({
      cells: [],
      faults: [{ line: 2, column, message: expect.stringMatching(message) }],
    });
  });
});

const chapters = path.resolve(import.meta.dirname, "../../../chapters");

test.each(foldersIn(chapters))("a Markdown parser finds the same cells: %s", (folder) => {
  const mdx = readFileSync(path.join(chapters, folder, "index.mdx"), "utf8");
  const body = mdx.replace(/^---\n[^]*?\n---\n/, (matter) => matter.replace(/[^\n]/g, " "));
  const parsed: object[] = [];
  visit(createProcessor({ remarkPlugins: [remarkMath] }).parse(body), "code", (code: Code) => {
    const read = readCellInfo(infoOf(code));
    if (read) parsed.push({ ...read, code: code.value, line: code.position!.start.line });
  });
  expect(parsed.length).toBeGreaterThan(0);
  expect(readCellFences(mdx)).toEqual({ cells: parsed, faults: [] });
});
