import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compile } from "@mdx-js/mdx";
import { VFile } from "vfile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { remarkFaults } from "../../../src/plugins/faults.ts";
import { remarkValues, type ValueOptions } from "../../../src/plugins/remark-values.ts";

/** A small book of its own. */
const cache = path.resolve(import.meta.dirname, "../../../node_modules/.cache");
let root = "";

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  root = mkdtempSync(path.join(cache, "values-"));
  write("chapters/04-sft/outputs.json", {
    cells: { train: { values: { loss: 0.12345, name: "M", rows: [{ gold: 4 }] } } },
  });
  write("chapters/05-ppo/outputs.json", { cells: {} });
  const rows = [
    { seed: 1, size: "M", wins: 0.6 },
    { seed: 2, size: "M", wins: 0.7 },
  ];
  write("public/experiments/figure-1.json", { name: "figure-1", command: "", rows });
});

afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, content: unknown): void {
  const where = path.join(root, file);
  mkdirSync(path.dirname(where), { recursive: true });
  writeFileSync(where, JSON.stringify(content));
}

async function compiled(value: string, options: ValueOptions = {}, chapter = "04-sft"): Promise<string> {
  const file = new VFile({ path: `chapters/${chapter}/index.mdx`, cwd: root, value });
  return String(await compile(file, { remarkPlugins: [[remarkValues, options], remarkFaults], jsx: true }));
}

const problem = (value: string, options?: ValueOptions) =>
  compiled(value, options).then(
    () => null,
    (error: Error & { line: number; column: number }) => ({ line: error.line, message: error.message }),
  );

describe("numbers in prose", () => {
  test("stand there as text", async () => {
    expect(await compiled('The loss is <Value of="train.loss" digits={2} />.')).toContain(
      '<Value text="0.12" cell="train" />',
    );
    expect(await compiled('It wins <Value of="train.loss" percent />.')).toContain('text="12\u00a0%"');
    expect(await compiled('<Value of="sft/train.rows[0].gold" />', {}, "05-ppo")).toContain(
      'text="4" cell="train" address="sft/"',
    );
    const measured = await compiled('<Measured of="figure-1" where={{ size: "M" }} field="wins" />');
    expect(measured).toContain('text="0.65\u00a0±\u00a00.07"');
    expect(measured).toContain("over 2 seeds; seed 1: 0.60, seed 2: 0.70");
  });

  test.each([
    ['one\n\n<Value of="train.lost" />', 3, 'train has no "lost"'],
    ['<Value of="train.rows" />', 1, "is not one value"],
    ["one\ntwo <Value of={x} />", 2, '"of" has to be written out'],
    ['<Value of="train.loss" precision={2} />', 1, 'no attribute "precision"'],
    ['<Measured of="figure-9" field="wins" />', 1, "has no figure-9.json (there is: figure-1.json)"],
    ['<Measured of="figure-1" />', 1, '"field" has to name a number'],
    ['<Measured of="figure-1" where={{ size: "L" }} field="wins" />', 1, "has no row with"],
  ])("are refused in their line: %s", async (mdx, line, why) => {
    const found = await problem(mdx);
    expect(found?.line).toBe(line);
    expect(found?.message).toContain(why);
  });

  test("are refused when they are out of date", async () => {
    const stale = { staleness: (chapter: string, cell: string) => `${chapter} ${cell} has changed` };
    expect((await problem('<Value of="train.loss" />', stale))?.message).toContain(
      "train.loss is out of date: 04-sft train has changed",
    );
  });
});
