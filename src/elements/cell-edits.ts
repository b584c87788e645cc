/** A reader's own text of a cell, kept in this browser. Without storage it lasts until the reload. */
export interface CellEdit {
  source: string;
  /** which text of the book it began from */
  original: string;
  /** an own text that this one has taken the place of */
  former?: string;
}

/** Why a text could not be kept. */
export type StorageTrouble = "full" | "blocked";

export function editKey(id: string): string {
  return `mini-rlhf:edit:${location.pathname}:${id}`;
}

export function loadEdit(id: string): CellEdit | null {
  try {
    return readEdit(localStorage.getItem(editKey(id)));
  } catch {
    return null;
  }
}

/** An edit as it stands in storage. */
function readEdit(stored: string | null): CellEdit | null {
  try {
    const edit = JSON.parse(stored ?? "null") as CellEdit | null;
    if (typeof edit?.source !== "string") return null;
    const { source, original, former } = edit;
    return { source, original: String(original), ...(typeof former === "string" ? { former } : {}) };
  } catch {
    return null;
  }
}

/** Keeps the text, or says why not. */
export function saveEdit(id: string, edit: CellEdit): StorageTrouble | null {
  try {
    localStorage.setItem(editKey(id), JSON.stringify(edit));
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

export function forgetEdit(id: string): void {
  try {
    localStorage.removeItem(editKey(id));
  } catch {
    // Storage is blocked: nothing was kept.
  }
}

/** Firefox has a name of its own for it. */
export function troubleOf(error: unknown): StorageTrouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return /quota/i.test(name) ? "full" : "blocked";
}
