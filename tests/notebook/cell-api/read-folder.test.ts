import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { readFolder } from "../../../src/notebook/cell-api/read-folder.ts";
import type { ModelFiles } from "../../../src/notebook/cell-api/model-store.ts";
import { nodeRegistry } from "../../../src/freeze/node-registry.ts";
import { loadGPT, loadTokenizer } from "../../../snippets/checkpoint.ts";
import { generate } from "../../../snippets/generate.ts";
import { createRng } from "../../../snippets/random.ts";

const root = new URL("../../../", import.meta.url);

function filesIn(folder: string): ModelFiles {
  const at = new URL(`${folder}/`, root);
  return Object.fromEntries(readdirSync(at).map((name) => [name, new Uint8Array(readFileSync(new URL(name, at)))]));
}

const byTrl = filesIn("tests/fixtures/sft-by-trl");
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const json = (file: Uint8Array) => JSON.parse(new TextDecoder().decode(file)) as Record<string, unknown>;
const opened = (files: ModelFiles) => readFolder(files, nodeRegistry);
const without = (name: string) => Object.fromEntries(Object.entries(byTrl).filter(([file]) => file !== name));

beforeAll(async () => {
  await nodeRegistry.load("mini-rlhf/checkpoint");
});

describe("a folder of TRL's", () => {
  test("opens: what it is, and how many numbers it has", async () => {
    const bytes = byTrl["model.safetensors"]!.byteLength;
    const model = await opened(byTrl);
    expect(model.kind).toBe("language model");
    // the numbers of two blocks, of the tables and of the last norm; each has two bytes, after a header
    expect(model.parameters).toBe(2 * (12 * 64 ** 2 + 13 * 64) + (125 + 48 + 2) * 64);
    expect(bytes).toBeGreaterThan(2 * model.parameters);
    expect(bytes).toBeLessThan(2 * model.parameters + 4096);
  });

  test("answers word for word as transformers has it answer", async () => {
    const read = (name: string) => Promise.resolve(byTrl[name]!);
    const [model, tokenizer] = [await loadGPT(read), await loadTokenizer(read)];
    for (const [prompt, answer] of Object.entries(json(byTrl["answers.json"]!))) {
      const [tokens] = generate(model, [tokenizer.encode(prompt)], { rng: createRng(1), topK: 1 });
      expect(tokenizer.decode(tokens!)).toBe(`${answer as string} <end>`);
    }
  });
});

test("a reward model is one that scores", async () => {
  const { kind } = await opened(filesIn("public/checkpoints/reward"));
  expect(kind).toBe("scoring model");
});

describe("is refused in words:", () => {
  test.each(["config.json", "model.safetensors", "tokenizer.json"])("a folder without %s", async (name) => {
    await expect(opened(without(name))).rejects.toThrow(`It has no ${name}. Expected a folder with`);
  });

  test("one whose words are not the Burrow's", async () => {
    const tokenizer = json(byTrl["tokenizer.json"]!) as { model: { vocab: Record<string, number> } };
    const { fox, ...others } = tokenizer.model.vocab;
    const model = { ...tokenizer.model, vocab: { ...others, wolf: fox } };
    const odd = opened({ ...byTrl, "tokenizer.json": text({ ...tokenizer, model }) });
    await expect(odd).rejects.toThrow(/it has 125, expected these 125; number \d+ is “wolf”, expected “fox”/);
  });

  test("one whose sizes and words do not agree", async () => {
    const config = text({ ...json(byTrl["config.json"]!), vocab_size: 126 });
    await expect(opened({ ...byTrl, "config.json": config })).rejects.toThrow("vocab_size 126");
  });

  test("sub-words", async () => {
    const odd = opened({ ...byTrl, "tokenizer.json": text({ model: { type: "BPE" } }) });
    await expect(odd).rejects.toThrow('decoder is "ByteLevel" in tokenizers that can be read here');
  });

  test("a download that was cut off", async () => {
    const cut = byTrl["model.safetensors"]!.slice(0, 50_000);
    await expect(opened({ ...byTrl, "model.safetensors": cut })).rejects.toThrow("Damaged safetensors file");
  });

  test("what a tab does not hold", async () => {
    await expect(opened({ ...byTrl, "model.safetensors": new Uint8Array(100e6) })).rejects.toThrow(
      /It has 10\d(\.\d)? MB; a tab opens models of up to 100(\.0)? MB\./,
    );
  });
});
