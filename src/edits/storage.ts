/**
 * What a reader keeps in this browser's localStorage: the only file that touches it. Nothing here
 * throws. What is there and cannot be read is set aside under another name, never overwritten.
 */
import { type StorageTrouble, troubleOf } from "../notebook/base/storage-trouble.ts";
import { pageKey } from "./page-key.ts";

/**
 * What a page keeps: texts, inputs, guesses, solved exercises, the cell that runs, its training, what a file had too much,
 * whether a cell shows its code.
 */
export type StoredKind = "edit" | "inputs" | "code" | "guess" | "solved" | "running" | "training" | "left-over";

export function storageKey(kind: StoredKind, id?: string): string {
  return `mini-rlhf:${kind}:${pageKey()}${id === undefined ? "" : `:${id}`}`;
}

let tellBroken: (key: string) => void = () => {};

/** `listener` hears under which name something is from now on that could not be read. */
export function onBroken(listener: (key: string) => void): void {
  tellBroken = listener;
}

let tellWrite: (key: string, text: string | null, at: number) => void = () => {};

/** `listener` hears of every change of what a reader has written. */
export function onWrite(listener: typeof tellWrite): void {
  tellWrite = listener;
}

const writtenKey = "mini-rlhf:written";

/** When something that a reader has written was kept last, in milliseconds since 1970. */
export function lastWrite(): number {
  return Number(readText(writtenKey) ?? 0) || 0;
}

/** A text as it was kept. */
export function readText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A value that `check` knows, which says null to all others. */
export function readStored<T>(key: string, check: (value: unknown) => T | null): T | null {
  const text = readText(key);
  if (text === null) return null;
  try {
    const value = check(JSON.parse(text));
    if (value !== null) return value;
  } catch {
    // It is no JSON.
  }
  setAside(key, text);
  return null;
}

/** Keeps a text, or forgets what was kept; says why not. */
export function writeText(key: string, text: string | null): StorageTrouble | null {
  try {
    if (localStorage.getItem(key) === text) return null;
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch (error) {
    return troubleOf(error);
  }
  if (/^mini-rlhf:(?:edit|inputs|left-over|labeling):/.test(key)) {
    const at = Date.now();
    writeText(writtenKey, String(at));
    tellWrite(key, text, at);
  }
  return null;
}

export function writeStored(key: string, value: unknown): StorageTrouble | null {
  return writeText(key, JSON.stringify(value));
}

/** Is anything kept under an address of a page that is not the one that counts? */
export function hasOddAddresses(): boolean {
  return storageKeys(/^mini-rlhf:(?!broken)[a-z-]+:\/[^:]*[^:/](?::|$)/).length > 0;
}

export function storageKeys(pattern: RegExp): string[] {
  try {
    return Object.keys(localStorage).filter((key) => pattern.test(key));
  } catch {
    return [];
  }
}

/** Is this event about what is kept here? */
export function isFromStorage({ storageArea }: StorageEvent): boolean {
  try {
    return storageArea === localStorage;
  } catch {
    return false;
  }
}

/** In the place of what it was; a full storage has room for that. */
function setAside(key: string, text: string): void {
  const name = key.replace(/^mini-rlhf:/, "mini-rlhf:broken:");
  const taken = storageKeys(/^mini-rlhf:broken:/);
  let free = name;
  for (let more = 2; taken.includes(free); more++) free = `${name}:${more}`;
  writeText(key, null);
  if (writeText(free, text) === null) tellBroken(free);
  else writeText(key, text);
}
