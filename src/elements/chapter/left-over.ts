/** What a file had and no cell is for: shown above the chapter, and kept, until the reader takes it away. */
import type { LeftOver } from "../../chapter-files/place-pieces.ts";
import { storageKey, readStored, writeStored, writeText } from "../../edits/storage.ts";
import type { StorageTrouble } from "../../notebook/base/storage-trouble.ts";
import { button } from "../base/button.ts";

interface StoredLeftOver {
  /** the file it is from */
  file: string;
  cells: LeftOver[];
}

const key = storageKey("left-over");

/** Where it cannot be kept, it lasts until the reload. */
let shown: StoredLeftOver[] = [];
let trouble: StorageTrouble | null = null;

export function keepLeftOver(file: string, cells: LeftOver[]): void {
  const there = readStored(key, checkAll) ?? shown;
  const texts = new Set(cells.map(({ text }) => text));
  const former = there
    .filter((one) => one.file === file)
    .flatMap((one) => one.cells.filter(({ text }) => !texts.has(text)));
  set([...there.filter((one) => one.file !== file), { file, cells: [...former, ...cells] }]);
}

/** Shows what was kept at an earlier visit. */
export function showLeftOver(): void {
  shown = readStored(key, checkAll) ?? [];
  draw();
}

export function goToLeftOver(): void {
  const panel = document.querySelector<HTMLElement>(".left-over");
  panel?.scrollIntoView({ block: "start" });
  panel?.focus({ preventScroll: true });
}

function set(all: StoredLeftOver[]): void {
  shown = all.filter(({ cells }) => cells.length > 0);
  trouble = shown.length === 0 ? writeText(key, null) : writeStored(key, shown);
  draw();
}

function draw(): void {
  const former = document.querySelector<HTMLElement>(".left-over");
  const hadFocus = former?.contains(document.activeElement) ?? false;
  former?.remove();
  if (shown.length === 0) return;
  const panel = document.createElement("section");
  panel.className = "left-over";
  panel.tabIndex = -1;
  panel.setAttribute("aria-labelledby", "left-over-title");
  const title = Object.assign(document.createElement("h2"), {
    id: "left-over-title",
    textContent: "What had no place in this chapter",
  });
  panel.append(title, paragraph(explanation()), ...shown.map(fileElement), button("Take all away", takeAllAway));
  const controls = document.querySelector("run-all")?.parentElement;
  if (controls) controls.after(panel);
  else document.querySelector("code-cell")?.before(panel);
  if (hadFocus) panel.focus({ preventScroll: true });
}

function explanation(): string {
  const lasting = trouble
    ? "This browser cannot keep it: copy what you need before you reload the page."
    : "It stays here, in this browser, until you take it away.";
  return `Copy what you want to use into a cell. ${lasting}`;
}

function fileElement({ file, cells }: StoredLeftOver): HTMLElement {
  const box = document.createElement("div");
  const heading = Object.assign(document.createElement("h3"), { textContent: `From ${file}` });
  box.append(heading, ...cells.map((cell) => cellElement(file, cell)));
  return box;
}

function cellElement(file: string, cell: LeftOver): HTMLElement {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const copy = button("Copy", () => void copyText(cell.text, copy));
  const remove = button("Take away", () => takeAway(file, cell));
  for (const one of [copy, remove]) one.setAttribute("aria-label", `${one.textContent}: ${cell.why}`);
  caption.append(Object.assign(document.createElement("span"), { textContent: cell.why }), copy, remove);
  const text = Object.assign(document.createElement("pre"), { textContent: cell.text, translate: false, tabIndex: 0 });
  text.classList.add("notranslate");
  figure.append(caption, text);
  return figure;
}

async function copyText(text: string, copy: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  } catch {
    // Where the browser does not allow it, the text is there to be selected.
    const pre = copy.closest("figure")!.querySelector("pre")!;
    getSelection()?.selectAllChildren(pre);
    copy.textContent = "Selected: copy it";
  }
}

function takeAway(file: string, cell: LeftOver): void {
  set(shown.map((one) => (one.file === file ? { file, cells: one.cells.filter((other) => other !== cell) } : one)));
}

function takeAllAway(): void {
  const count = shown.reduce((sum, { cells }) => sum + cells.length, 0);
  if (count === 1 || confirm(`Take all ${count} away? They cannot be brought back.`)) set([]);
}

function paragraph(text: string): HTMLElement {
  return Object.assign(document.createElement("p"), { textContent: text });
}

function checkAll(value: unknown): StoredLeftOver[] | null {
  return Array.isArray(value) && value.every(isLeftOver) ? value : null;
}

function isLeftOver(value: unknown): value is StoredLeftOver {
  const { file, cells } = Object(value) as { file?: unknown; cells?: unknown };
  return typeof file === "string" && Array.isArray(cells) && cells.every(isCell);
}

function isCell(value: unknown): value is LeftOver {
  const { why, text } = Object(value) as { why?: unknown; text?: unknown };
  return typeof why === "string" && typeof text === "string";
}
