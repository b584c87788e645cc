import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pairsOf } from "../../../snippets/cli/export.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const rlhf = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["snippets/cli.ts", ...args], { cwd: root });

let out = "";
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "rlhf-export-"));
  await rlhf("export", "--out", out);
});
afterAll(() => rm(out, { recursive: true }));

async function rows(name: string): Promise<Record<string, string>[]> {
  const text = await readFile(join(out, name), "utf8");
  return text.trim().split("\n").map((line) => JSON.parse(line) as Record<string, string>);
}

test("the four checkpoints, as the book has them", async () => {
  for (const stage of ["pretrain", "sft", "reward", "ppo"]) {
    const files = await readdir(join(out, "checkpoints", stage));
    expect(files.sort()).toEqual(["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"]);
    const weights = (folder: string) => readFile(join(folder, stage, "model.safetensors"));
    expect(await weights(join(out, "checkpoints"))).toEqual(await weights(join(root, "public/checkpoints")));
  }
});

test("400 demonstrations, which join to words that the tokenizer knows", async () => {
  const demonstrations = await rows("sft.jsonl");
  expect(demonstrations).toHaveLength(400);
  for (const { prompt, completion } of demonstrations) {
    expect(parseRequest(prompt!)).toBeDefined();
    expect(completion).toMatch(/^ \S/);
    expect(burrow.decode(burrow.encode(`${prompt}${completion}`))).toBe(`${prompt}${completion}`);
  }
});

test("preferences: pairs of different answers to a prompt", async () => {
  const pairs = await rows("preferences.jsonl");
  expect(pairs.length).toBeGreaterThan(20_000);
  for (const { prompt, chosen, rejected } of pairs.slice(0, 500)) {
    expect(parseRequest(prompt!)).toBeDefined();
    expect(chosen).not.toBe(rejected);
    for (const answer of [chosen, rejected]) expect(answer).toMatch(/^ (?!.*<end>)/);
  }
});

test("prompts are requests", async () => {
  const prompts = await rows("prompts.jsonl");
  expect(prompts).toHaveLength(1000);
  expect(prompts.every(({ prompt }) => parseRequest(prompt!))).toBe(true);
});

test("K ranked answers make their pairs, best first; unfinished ones make none", () => {
  const ranked = ["a <end>", "b <end>", "c", "d <end>"];
  expect(pairsOf({ prompt: "p", labeler: "l", ranked })).toEqual([
    { prompt: "p", chosen: " a", rejected: " b" },
    { prompt: "p", chosen: " a", rejected: " d" },
    { prompt: "p", chosen: " b", rejected: " d" },
  ]);
});

test("settings and README name files that are there", async () => {
  const readme = await readFile(join(out, "README.md"), "utf8");
  for (const config of readme.match(/\w+\.yaml/g)!) {
    const text = await readFile(join(out, config), "utf8");
    for (const [, path] of text.matchAll(/(?:data_files|path|checkpoint|name_or_path): (\S+\.jsonl|checkpoints\S+)/g)) {
      await readFile(join(out, path!.startsWith("checkpoints") ? `${path}/config.json` : path!));
    }
  }
});

test("a folder without a run is refused", async () => {
  await expect(rlhf("export", "--from", tmpdir(), "--out", out)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is no run") as string,
  });
});
