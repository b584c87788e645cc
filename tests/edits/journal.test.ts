import "fake-indexeddb/auto";
import { openDB } from "idb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { recover, writeDown } from "../../src/edits/journal.ts";
import { onWrite, writeStored, writeText } from "../../src/edits/storage.ts";
import { countBroken, listModels } from "../../src/notebook/cell-api/model-store.ts";

const kept = new Map<string, string>();
const edit = (id: string): string => `mini-rlhf:edit:/sft/:${id}`;

beforeEach(() => {
  kept.clear();
  vi.useFakeTimers({ toFake: ["Date"], now: 1000 });
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
  onWrite(writeDown);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  onWrite(() => {});
});

/** What the second copy says of a cell. */
async function writtenDown(id: string): Promise<string | null | undefined> {
  const db = await openDB("mini-rlhf-texts", 1);
  const entry = (await db.get("texts", edit(id))) as { text: string | null } | undefined;
  db.close();
  return entry?.text;
}

it("what localStorage has lost is put back, and only that", async () => {
  writeStored(edit("a"), "on the disk");
  const disk = new Map(kept);
  vi.setSystemTime(2000);
  writeStored(edit("a"), "newer");
  writeStored(edit("b"), "only here");
  writeText("mini-rlhf:guess:/sft/:a", "not a text of a cell");
  await vi.waitFor(async () => expect(await writtenDown("b")).toBe('"only here"'), { timeout: 20_000 });
  expect(await recover(), "nothing is lost yet").toEqual([]);

  kept.clear();
  for (const [key, text] of disk) kept.set(key, text);
  expect((await recover()).sort()).toEqual([edit("a"), edit("b")]);
  expect([kept.get(edit("a")), kept.get(edit("b"))]).toEqual(['"newer"', '"only here"']);

  // A page that was left before its last text was written down still has it in localStorage.
  onWrite(() => {});
  vi.setSystemTime(3000);
  writeStored(edit("a"), "newest");
  expect(await recover()).toEqual([]);
  expect(kept.get(edit("a"))).toBe('"newest"');
});

it("rows that are no models are counted, and a newer database is said to be one", async () => {
  expect(await listModels()).toEqual([]);
  const model = { name: "mine", kind: "language model", keptAt: 1, bytes: 2, parameters: 3, cell: "sft-train" };
  const db = await openDB("mini-rlhf", 1);
  for (const row of [model, { name: 5 }, { ...model, name: "odd", bytes: "many" }]) await db.put("models", row);
  expect(await listModels()).toEqual([model]);
  expect(await countBroken()).toBe(2);
  db.close();

  (await openDB("mini-rlhf", 7)).close();
  vi.resetModules();
  const fresh = await import("../../src/notebook/cell-api/model-store.ts");
  await expect(fresh.listModels()).rejects.toThrow(/newer edition/);
});
