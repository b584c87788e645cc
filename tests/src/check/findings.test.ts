import { describe, expect, test } from "vitest";
import { findingLine, readEslint, readKnip, readLines, readUnformatted } from "../../../src/check/findings.ts";
import { partsCalled } from "../../../src/check/parts.ts";
import { runPart } from "../../../src/check/run-part.ts";

const linesOf = (findings: Parameters<typeof findingLine>[0][]) => findings.map(findingLine);

describe("what the programs say, in one form", () => {
  test("a compiler, and our own checks", () => {
    const said =
      "src/a.ts(3,14): error TS2322: No.\n  More of it.\nchapters/01-a/index.mdx(9,1): the outputs are old\n1 error\n";
    expect(linesOf(readLines(said))).toEqual([
      "src/a.ts:3:14 error TS2322: No. More of it.",
      "chapters/01-a/index.mdx:9:1 the outputs are old",
    ]);
  });

  test("astro check, in colours", () => {
    const said =
      "\u001b[96msrc/A.astro\u001b[0m:\u001b[93m6\u001b[0m:\u001b[93m26\u001b[0m - \u001b[91merror\u001b[0m ts(2322): No.\n\n6 <A b />\n    ~\n";
    expect(linesOf(readLines(said))).toEqual(["src/A.astro:6:26 error ts(2322): No."]);
  });

  test("ESLint", () => {
    const messages = [
      { ruleId: "no-debugger", message: "No.", line: 2, column: 3 },
      { ruleId: null, message: "Unused directive." },
    ];
    const said = `${JSON.stringify([{ filePath: "/book/src/a.ts", messages }])}\n(node:1) ExperimentalWarning: x\n`;
    expect(linesOf(readEslint(said, "/book"))).toEqual([
      "src/a.ts:2:3 No. (no-debugger)",
      "src/a.ts:1:1 Unused directive.",
    ]);
  });

  test("Prettier", () => {
    const said = "src/a.ts\n\n[error] src/b.ts: SyntaxError: Unexpected token. (7:9)\n[error] > 7 | let let\n";
    expect(linesOf(readUnformatted(said, () => 4))).toEqual([
      "src/a.ts:4:1 is written otherwise by npx prettier --write src/a.ts",
      "src/b.ts:7:9 SyntaxError: Unexpected token.",
    ]);
  });

  test("knip", () => {
    const issues = [
      { file: "src/a.ts", files: [{ name: "src/a.ts" }], exports: [] },
      { file: "src/b.ts", files: [], exports: [{ name: "b", line: 3, col: 14 }] },
      { file: "package.json", devDependencies: [{ name: "left-pad", line: 50, col: 6 }] },
      { file: "src/c.ts", duplicates: [[{ name: "c", line: 8, col: 1 }, { name: "d" }]] },
    ];
    expect(linesOf(readKnip(`${JSON.stringify({ issues })}\n`))).toEqual([
      "src/a.ts:1:1 nothing that is started uses this file",
      "src/b.ts:3:14 b is exported, and nothing imports it",
      "package.json:50:6 left-pad is a dependency that nothing uses",
      "src/c.ts:8:1 c is exported under two names",
    ]);
  });
});

describe("a part", () => {
  const part = (code: string, read = readLines) => ({ name: "made up", command: ["-e", code], read });
  const run = (code: string, read = readLines) => runPart(part(code, read), import.meta.dirname);

  test("finds something, or nothing", async () => {
    const found = await run(`console.error("src/a.ts(1,2): no"); process.exitCode = 1`);
    expect(found).toMatchObject({ findings: [{ file: "src/a.ts", line: 1, column: 2, text: "no" }], failure: null });
    expect(await run(`console.log("all is well")`)).toMatchObject({ findings: [], failure: null });
  });

  test("is broken where it fails and finds nothing, or says what is no data", async () => {
    expect(await run(`throw new Error("out of order")`)).toMatchObject({
      findings: [],
      failure: expect.stringMatching(/out of order/),
    });
    expect(await run("process.exitCode = 3")).toMatchObject({ failure: expect.stringMatching(/status 3/) });
    const noData = await run(`console.log("no JSON")`, (said) => readEslint(said, "/"));
    expect(noData).toMatchObject({ findings: [], failure: expect.stringMatching(/no JSON/) });
  });
});

test("words choose parts", () => {
  const names = (...words: string[]) => partsCalled(words).map(({ name }) => name);
  expect(names().length).toBeGreaterThan(6);
  expect(names("eslint", "KNIP")).toEqual(["ESLint", "knip"]);
  expect(names("nothing")).toEqual([]);
});
