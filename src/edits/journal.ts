/**
 * A second copy of what a reader writes. Browsers put localStorage on the disk some time later, Chromium
 * after five seconds and more; what is written here is there at once, also if the browser is killed.
 */
import { type DBSchema, openDB } from "idb";
import { lastWrite, readText, writeText } from "./storage.ts";

interface Entry {
  key: string;
  /** null: it was taken away */
  text: string | null;
  /** milliseconds since 1970 */
  at: number;
}

interface Schema extends DBSchema {
  texts: { key: string; value: Entry };
}

/** How long a change may wait for the next one. */
const delayMs = 300;

const waiting = new Map<string, Entry>();
let timer: ReturnType<typeof setTimeout> | null = null;

function database() {
  return openDB<Schema>("mini-rlhf-texts", 1, {
    upgrade: (db) => void db.createObjectStore("texts", { keyPath: "key" }),
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
}

/** Writes a change down; where that cannot be, localStorage has it all the same. */
export function writeDown(key: string, text: string | null, at: number): void {
  waiting.set(key, { key, text, at });
  if (timer === null) void flush();
}

async function flush(): Promise<void> {
  timer = setTimeout(() => {
    timer = null;
    if (waiting.size > 0) void flush();
  }, delayMs);
  const entries = [...waiting.values()];
  waiting.clear();
  try {
    const db = await database();
    const change = db.transaction("texts", "readwrite");
    await Promise.all([...entries.map((entry) => change.store.put(entry)), change.done]);
    db.close();
  } catch {
    // It is full or blocked.
  }
}

/** Entries that are older are on the disk twice. */
const settledMs = 3_600_000;

/**
 * Puts back what was written after the last change that localStorage knows of: that is what it has lost.
 * @returns the keys of what is there again
 */
export async function recover(now = Date.now()): Promise<string[]> {
  const known = lastWrite();
  const db = await database();
  const entries = (await db.getAll("texts")).filter(isEntry);
  const lost = entries.filter(({ key, text, at }) => at > known && readText(key) !== text);
  const back = lost.filter(({ key, text }) => writeText(key, text) === null);
  for (const { key, at } of entries) if (now - at > settledMs) await db.delete("texts", key);
  db.close();
  return back.map(({ key }) => key);
}

function isEntry(row: unknown): row is Entry {
  const { key, text, at } = Object(row) as Partial<Record<keyof Entry, unknown>>;
  return typeof key === "string" && (text === null || typeof text === "string") && typeof at === "number";
}
