import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { loadGPT } from "../../../snippets/checkpoint.ts";
import type { GPT } from "../../../snippets/gpt.ts";
import { chat } from "../../../snippets/illustrations/chat.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

let ppo: GPT;

beforeAll(async () => {
  await startWasm();
  const folder = new URL("../../../public/checkpoints/ppo/", import.meta.url);
  ppo = await loadGPT(async (name) => new Uint8Array(await readFile(new URL(name, folder))));
});

const messages = [
  "Where does the bear live?",
  "What does the owl eat?",
  "Tell me where the hen lives!",
  "Name two foods!",
];
const readBy = (memory?: number) =>
  chat(ppo, messages, { rng: createRng(1), memory })
    .filter(({ who }) => who === "model")
    .map(({ read }) => read);

test("without a memory every message stands alone", () => {
  expect(readBy(0)).toEqual([7, 7, 8, 5]);
  const [you, model] = chat(ppo, messages, { rng: createRng(1), memory: 0 });
  expect(you).toEqual({ who: "you", says: "Where does the bear live?", read: 0 });
  expect(model!.says).toMatch(/the bear lives in the cave/);
});

test("with one it reads more and more, until the window is full", () => {
  const read = readBy();
  expect(read[1]).toBeGreaterThan(7 + 5);
  expect(Math.max(...read)).toBeLessThanOrEqual(ppo.config.blockSize - 18);
  const one = readBy(1);
  expect(one[1]).toBe(read[1]);
  expect(one[2]).toBeLessThanOrEqual(read[2]!);
});

test("a word that the Burrow does not have is named, and forgotten", () => {
  const lines = chat(ppo, ["Where does the bear live?", "Is it nice?", "What does the owl eat?"], {
    rng: createRng(1),
  });
  expect(lines[3]).toEqual({ who: "model", says: "(The Burrow has no words for: nice.)", read: 0 });
  expect(lines).toHaveLength(6);
  const without = chat(ppo, ["Where does the bear live?", "What does the owl eat?"], { rng: createRng(1) });
  expect(lines[5]!.read).toBe(without[3]!.read);
});

test("the same seed gives the same conversation", () => {
  expect(chat(ppo, messages, { rng: createRng(2) })).toEqual(chat(ppo, messages, { rng: createRng(2) }));
});
