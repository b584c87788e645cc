import { deleteDB, openDB } from "idb";
import { beforeEach, expect, test, vi } from "vitest";
import { writeDown } from "../../../../src/edits/journal.ts";
import { storageKey, writeText } from "../../../../src/edits/storage.ts";
import { recoverTexts } from "../../../../src/elements/chapter/recovered-texts.ts";

const restore = vi.fn();

class Cell extends HTMLElement {
  get cellId() {
    return this.dataset.cell!;
  }
  restore() {
    restore(this.cellId);
  }
}
customElements.define("code-cell", Cell);

async function onDisk(key: string): Promise<unknown> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === "mini-rlhf-texts")) return null;
  const db = await openDB("mini-rlhf-texts");
  const entry = (await db.get("texts", key)) as { text: string } | undefined;
  db.close();
  return entry?.text;
}

/** Written down, and on the disk. */
async function written(key: string, text: string, at: number): Promise<void> {
  writeDown(key, text, at);
  dispatchEvent(new Event("pagehide"));
  await expect.poll(() => onDisk(key)).toBe(text);
}

beforeEach(async () => {
  restore.mockReset();
  await deleteDB("mini-rlhf-texts");
  document.body.innerHTML = ["a", "b"].map((id) => `<code-cell data-cell="${id}"></code-cell>`).join("");
});

test("what localStorage has lost is back, and only its cell shows it", async () => {
  writeText(storageKey("edit", "a"), "old");
  await written(storageKey("edit", "a"), "newer", Date.now() + 1000);
  await recoverTexts();
  expect([localStorage.getItem(storageKey("edit", "a")), restore.mock.calls]).toEqual(["newer", [["a"]]]);
});

test("what is older than what localStorage knows is not brought back", async () => {
  await written(storageKey("inputs", "b"), "older", Date.now() - 60_000);
  writeText(storageKey("inputs", "b"), "newer");
  await recoverTexts();
  expect([localStorage.getItem(storageKey("inputs", "b")), restore.mock.calls]).toEqual(["newer", []]);
});

test("what had no place is shown again", async () => {
  const leftOver = [{ file: "a.ts", cells: [{ kind: "code", why: "Own.", text: "lost" }] }];
  await written(storageKey("left-over"), JSON.stringify(leftOver), Date.now() + 1000);
  await recoverTexts();
  expect(document.querySelector(".left-over pre")?.textContent).toBe("lost");
});
