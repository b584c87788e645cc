import { storageKey, storageKeys, readText, writeText } from "../../edits/storage.ts";
import { CODE_KEY } from "../../book/code-key.ts";

/**
 * Whether a reader sees the code of cells or opens it where they want it: "reading" or "coding", for the
 * whole book, and what they have chosen otherwise for single cells.
 */
export type CodeMode = "reading" | "coding";

export function codeMode(): CodeMode {
  // Where nothing can be kept, the choice lasts as long as the page.
  return document.documentElement.dataset.code === "open" ? "coding" : "reading";
}

/** Chooses for the book; what was chosen for single cells is over. Cells hear of it by "code-mode". */
export function setCodeMode(mode: CodeMode): void {
  if (mode === "coding") document.documentElement.dataset.code = "open";
  else delete document.documentElement.dataset.code;
  for (const key of storageKeys(/^mini-rlhf:code:/)) writeText(key, null);
  writeText(CODE_KEY, mode === "coding" ? "open" : null);
  document.dispatchEvent(new Event("code-mode"));
}

/** What the reader has chosen for this cell; null if nothing. */
export function codeChoice(cell: string): boolean | null {
  const text = readText(storageKey("code", cell));
  return text === null ? null : text === "open";
}

export function keepCodeChoice(cell: string, isOpen: boolean): void {
  writeText(storageKey("code", cell), isOpen ? "open" : "folded");
}
