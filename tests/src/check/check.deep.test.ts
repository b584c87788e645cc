import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findingLine } from "../../../src/check/findings.ts";
import { partsCalled } from "../../../src/check/parts.ts";
import { runPart } from "../../../src/check/run-part.ts";

/** A small project with our configurations, in which everything is wrong that a part is there for. */
const root = path.resolve(import.meta.dirname, "../../..");
const { prettier } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { prettier: object };
const scripts = { start: "node src/start.ts" };
const files: Record<string, string> = {
  "package.json": JSON.stringify({ name: "small", type: "module", scripts, prettier }, null, 2),
  "src/env.d.ts": '/// <reference types="astro/client" />\n',
  "src/components/Box.astro":
    "---\ninterface Props {\n  of: string;\n}\n\nconst { of } = Astro.props;\n---\n\n<p>{of}</p>\n",
  "src/pages/index.astro": [
    "---",
    'import Box from "../components/Box.astro";',
    "",
    'const count: number = "three";',
    "---",
    "",
    '<Box off="x" />',
    '<img src="x.png" width={count} />',
    "",
  ].join("\n"),
  "src/start.ts": [
    'import { used } from "./parts.ts";',
    "",
    "async function later(): Promise<void> {}",
    "later();",
    "// eslint-disable-next-line no-debugger",
    "debugger;",
    "console.log( used );",
    "",
  ].join("\n"),
  "src/parts.ts": "export const used: number = 1;\nexport const dead = 2;\n",
  "src/alone.ts": 'export const text: number = "no";\n',
};
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "small-"));
  for (const name of ["tests/lint", ".prettierignore", "tsconfig.json"]) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  // The packages, but not what our own checks have kept.
  const packages = readdirSync(path.join(root, "node_modules")).filter((name) => !name.startsWith("."));
  mkdirSync(path.join(folder, "node_modules"));
  for (const name of packages) {
    symlinkSync(path.join(root, "node_modules", name), path.join(folder, "node_modules", name), "junction");
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function foundBy(name: string): Promise<string[]> {
  const [part] = partsCalled([name]);
  const { findings, failure } = await runPart(part!, folder);
  expect(failure).toBeNull();
  return findings.map(findingLine);
}

test("a misspelt prop and a wrong type in an .astro file are found", async () => {
  const found = await foundBy("types of .astro");
  expect(found).toContainEqual(
    expect.stringMatching(/^src\/pages\/index\.astro:4:7 error .*'string' is not assignable/),
  );
  expect(found).toContainEqual(
    expect.stringMatching(/^src\/pages\/index\.astro:7:6 error .*Property 'off' does not exist/),
  );
});

test("a promise left alone, a picture without words and a rule turned off without a reason are found", async () => {
  const found = await foundBy("ESLint");
  expect(found).toContainEqual(expect.stringMatching(/^src\/start\.ts:4:1 .*no-floating-promises/));
  expect(found).toContainEqual(expect.stringMatching(/^src\/start\.ts:5:1 Say why/));
  expect(found).toContainEqual(expect.stringMatching(/^src\/pages\/index\.astro:8:\d+ .*alt-text/));
});

test("a line in another form is found", async () => {
  expect(await foundBy("Prettier")).toContainEqual(expect.stringMatching(/^src\/start\.ts:7:1 is written otherwise/));
});

test("what nothing uses is found", async () => {
  const found = await foundBy("knip");
  expect(found).toContainEqual(expect.stringMatching(/^src\/parts\.ts:2:14 dead is exported/));
  expect(found).toContainEqual(expect.stringMatching(/^src\/alone\.ts:1:1 nothing that is started/));
});

test("a wrong type is found", async () => {
  const part = partsCalled(["types"]).find(({ name }) => name === "types")!;
  const { findings } = await runPart(part, folder);
  expect(findings.map(findingLine)).toContainEqual(expect.stringMatching(/^src\/alone\.ts:1:14 error TS2322/));
});
