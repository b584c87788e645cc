/** A reader's own text of a cell, kept in this browser. Without storage it lasts until the reload. */
export interface CellEdit {
  source: string;
  /** which text of the book it began from */
  original: string;
}

function keyOf(id: string): string {
  return `mini-rlhf:edit:${location.pathname}:${id}`;
}

export function loadEdit(id: string): CellEdit | null {
  try {
    const edit = JSON.parse(localStorage.getItem(keyOf(id)) ?? "null") as CellEdit | null;
    return typeof edit?.source === "string" ? edit : null;
  } catch {
    return null;
  }
}

/** Says whether the text could be kept. */
export function saveEdit(id: string, edit: CellEdit): boolean {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(edit));
    return true;
  } catch {
    return false;
  }
}

export function forgetEdit(id: string): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // Storage is blocked: nothing was kept.
  }
}

/** All that the reader has changed in any chapter: texts and inputs. */
export function forgetAllEdits(): void {
  try {
    const own = Object.keys(localStorage).filter((key) => /^mini-rlhf:(edit|inputs):/.test(key));
    for (const key of own) localStorage.removeItem(key);
  } catch {
    // Storage is blocked: nothing was kept.
  }
}

/** A short name for a text (FNV-1a); it tells versions apart, it keeps no secrets. */
export function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
