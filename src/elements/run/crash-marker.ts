import { storageKey, readStored, writeStored, writeText } from "../../edits/storage.ts";

/**
 * Which cell runs is written down while it does. When the browser ends the whole page - a cell has
 * eaten all memory - the mark is still there at the next visit, and the cell says what happened.
 */
interface Mark {
  cell: string;
  /** a lock that the page holds; it ends with the page, however that ends */
  lock: string;
}

/** What runs for less does not fill the memory; at a slider's move, to write it down would cost the frame. */
const shortMs = 100;

let begun: ReturnType<typeof setTimeout> | undefined;
let held: { lock: string; release: () => void } | null = null;

export function markRunning(cell: string): void {
  endMark();
  if (navigator.locks) begun = setTimeout(() => writeMark(cell), shortMs);
}

function writeMark(cell: string): void {
  const lock = `mini-rlhf:${crypto.randomUUID()}`;
  const mark: Mark = { cell, lock };
  // Where storage is full or blocked, the next visit will not know.
  writeStored(storageKey("running"), mark);
  const ended = new Promise<void>((release) => (held = { lock, release }));
  navigator.locks.request(lock, () => ended).catch(() => {});
  addEventListener("pagehide", endMark, { once: true });
}

export function endMark(): void {
  clearTimeout(begun);
  if (!held) return;
  const { lock, release } = held;
  held = null;
  release();
  // Another tab may have written its own in the place of this one.
  if (read()?.lock === lock) writeText(storageKey("running"), null);
}

/** The cell that ran when the page was ended, if it was. Another tab in which one runs does not count. */
export async function endedWith(): Promise<string | null> {
  const mark = read();
  if (!mark || !navigator.locks) return null;
  const isGone = await navigator.locks.request(mark.lock, { ifAvailable: true }, (lock) => lock !== null);
  if (!isGone) return null;
  writeText(storageKey("running"), null);
  return mark.cell;
}

function read(): Mark | null {
  return readStored(storageKey("running"), (value) => {
    const { cell, lock } = Object(value) as Partial<Record<keyof Mark, unknown>>;
    const isMark = typeof cell === "string" && typeof lock === "string" && /^mini-rlhf:[\w-]+$/.test(lock);
    return isMark ? { cell, lock } : null;
  });
}
