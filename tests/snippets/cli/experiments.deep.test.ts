import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["snippets/cli/experiments.ts", ...args], { cwd: root });

describe("a mistake is one clear line", () => {
  test.each([
    [["figure-7"], 'There is no experiment "figure-7". Known: figure-1, reward-model'],
    [["--seeds", "0"], 'whole numbers from 1 upwards such as 1,2,3, got "0"'],
    [["--minutes", "soon"], '--minutes is a number above 0, got "soon"'],
    [["--fast"], "--fast"],
  ])("%s", async (args, words) => {
    await expect(run(...args)).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
  });
});

test("a quick run writes its rows and shows them; the next one finds them done", async () => {
  const first = await run("stability", "--quick", "--seeds", "4");
  expect(first.stdout).toMatch(/\| stage \| n \| gold \|/);
  const file = join(root, "node_modules/.cache/mini-rlhf/experiments/quick/stability.json");
  const results = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  expect(Object.keys(results)).toEqual(["name", "command", "core", "machine", "seconds", "rows"]);
  expect(results.command).toBe("npm run experiments -- stability --seeds 4");
  expect(results.core).toMatch(/^[0-9a-f]{12}$/);
  expect(results.rows).toMatchObject([
    { seed: 4, stage: "SFT" },
    { seed: 4, stage: "PPO" },
  ]);
  const second = await run("stability", "--quick", "--seeds", "4");
  expect(second.stderr).not.toContain("pretrain");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(results);
});

test("committed results are whole: every row has a seed, no field is null", async () => {
  const { EXPERIMENTS } = await import("../../../snippets/experiments/all.ts");
  for (const { name, keys } of EXPERIMENTS) {
    const text = await readFile(join(root, "public/experiments", `${name}.json`), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const { rows } = JSON.parse(text) as { rows: Record<string, unknown>[] };
    const names = rows.map((row) => JSON.stringify(["seed", ...keys].map((key) => row[key])));
    expect(new Set(names).size, `${name}: rows that no key tells apart`).toBe(rows.length);
    for (const row of rows) {
      expect(row.seed).toBeGreaterThan(0);
      expect(Object.values(row), `${name} ${JSON.stringify(row)}`).not.toContain(null);
    }
  }
});
