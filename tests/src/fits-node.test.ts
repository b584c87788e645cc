import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "acorn";
import { afterAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const folder = mkdtempSync(path.join(tmpdir(), "fits-node-"));
afterAll(() => rmSync(folder, { recursive: true }));
const program = path.join(folder, "program.ts");
writeFileSync(program, 'const said: string = "it runs";\nconsole.log(said);\n');

/** Runs a program as package.json does, under a Node that gives itself out for another. */
function runUnder(version: string) {
  const mask = path.join(folder, `${version}.cjs`);
  writeFileSync(mask, `Object.defineProperty(process.versions, "node", { value: "${version}" });\n`);
  const args = ["-r", mask, "-r", "./src/fits-node.cjs", program];
  return spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
}

test.each(["18.20.8", "20.20.2", "22.17.1", "22.9.0"])("Node %s is told to be too old, in one sentence", (version) => {
  const { status, stdout, stderr } = runUnder(version);
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^This needs Node 22\.18 or newer, and this is Node [\d.]+: run npm ci, [^\n.]+\.\n$/);
});

test.each(["22.18.0", "22.20.0", "24.0.0", "100.1.0"])("Node %s runs the program", (version) => {
  expect(runUnder(version)).toMatchObject({ status: 0, stdout: "it runs\n", stderr: "" });
});

test("every script that starts a TypeScript file looks first", () => {
  const starts = Object.values(scripts).flatMap((script) => script.match(/\bnode (?:(?!&&).)*\.ts\b/g) ?? []);
  expect(starts.length).toBeGreaterThan(7);
  expect(starts.filter((start) => !start.startsWith("node -r ./src/fits-node.cjs "))).toEqual([]);
});

test("it is written for every Node there is", () => {
  const source = readFileSync(path.join(root, "src/fits-node.cjs"), "utf8");
  expect(() => parse(source, { ecmaVersion: 5 })).not.toThrow();
});
