import { pageKey } from "./page-key.ts";
import { readText, type StoredKind, storageKey, storageKeys, writeText } from "./storage.ts";

/** Cells that came to this page from another. */
export interface Arrival {
  /** the path of the page that they were on */
  from: string;
  cells: readonly string[];
}

/** What is kept for a cell; what runs and what is left over belong to the page that they are of. */
const ofCells: readonly StoredKind[] = ["edit", "inputs", "code", "guess", "solved"];

/**
 * What a reader has written, set, guessed and solved in cells that stood on another page is kept for this one from
 * now on. What this page has already is never written over.
 */
export function moveCells(arrivals: readonly Arrival[]): void {
  for (const key of storageKeys(/^mini-rlhf:[a-z]+:\/[^:]*:/)) {
    const [, kind, path, id] = /^mini-rlhf:([a-z]+):(\/[^:]*):(.*)$/s.exec(key) as unknown as string[];
    const known = ofCells.find((one) => one === kind);
    if (!known || !arrivals.some(({ from, cells }) => pageKey(path) === pageKey(from) && cells.includes(id!))) continue;
    const name = storageKey(known, id);
    const text = readText(name) === null ? readText(key) : null;
    // First the copy: a browser that ends in between has it twice, and not at all never.
    if (text !== null && writeText(name, text) === null) writeText(key, null);
  }
}
