/** A reader's own text of a cell, kept in this browser. Without storage it lasts until the reload. */
import { storageKey, readStored, writeStored, writeText } from "../../edits/storage.ts";
import type { StorageTrouble } from "../../notebook/base/storage-trouble.ts";

export interface CellEdit {
  source: string;
  /** which text of the book it began from */
  original: string;
  /** an own text that this one has taken the place of */
  former?: string;
}

export function editKey(id: string): string {
  return storageKey("edit", id);
}

export function loadEdit(id: string): CellEdit | null {
  return readStored(editKey(id), checkEdit);
}

/** An edit as it stands in storage. */
function checkEdit(value: unknown): CellEdit | null {
  const { source, original, former } = Object(value) as Partial<Record<keyof CellEdit, unknown>>;
  if (typeof source !== "string") return null;
  return { source, original: String(original), ...(typeof former === "string" ? { former } : {}) };
}

/** Keeps the text, or says why not. */
export function saveEdit(id: string, edit: CellEdit): StorageTrouble | null {
  return writeStored(editKey(id), edit);
}

export function forgetEdit(id: string): void {
  writeText(editKey(id), null);
}
