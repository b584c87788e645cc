import { expect, test, vi } from "vitest";
import { watchStorage } from "../../../../src/elements/base/watch-storage.ts";
import { readStored, writeText } from "../../../../src/edits/storage.ts";
import { openDB } from "idb";

test("what is written has a second copy soon", async () => {
  watchStorage();
  writeText("mini-rlhf:labeling:cards", '"kept"');
  const name = "mini-rlhf-texts";
  await vi.waitUntil(async () => (await indexedDB.databases()).some((database) => database.name === name));
  const db = await openDB(name);
  await vi.waitUntil(async () => {
    const entry = (await db.get("texts", "mini-rlhf:labeling:cards")) as { text?: string } | undefined;
    return entry?.text === '"kept"';
  });
  db.close();
});

test("what cannot be read is shown, under the name that it has now", async () => {
  watchStorage();
  localStorage.setItem("mini-rlhf:labeling:cards", "no JSON");
  expect(readStored("mini-rlhf:labeling:cards", () => null)).toBeNull();
  await vi.waitUntil(() => document.body.textContent.includes("What you had ranked (cards) cannot be read any more."));
});
