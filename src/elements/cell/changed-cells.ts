import { hashText } from "../../edits/hash-text.ts";
import { paperText } from "./painted-text.ts";

/** Cells whose code is not the book's any more, before this page's script has touched them. */
export function changedCells(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("code-cell[data-hash]")].filter((cell) => !isBooks(cell));
}

/** Is this code what the book has printed? */
export function isBooks(cell: HTMLElement): boolean {
  return hashText(paperText(cell.querySelector<HTMLElement>(".cell-paper")!)) === cell.dataset.hash;
}
