import { FileProblem } from "../../chapter-files/file-piece.ts";
import { placeFile } from "../../chapter-files/open-file.ts";
import type { LeftOver } from "../../chapter-files/place-pieces.ts";
import { maxFileLength } from "../../chapter-files/read-file.ts";
import { type FileChapter, writeScript } from "../../chapter-files/chapter-script.ts";
import { type ChapterPart, writeNotebook } from "../../chapter-files/chapter-notebook.ts";
import type { CodeCell } from "../cell/code-cell.ts";
import { LoadProblem, tellFailure } from "../base/lazy.ts";
import { goToLeftOver, keepLeftOver } from "./left-over.ts";
import { pageNotice } from "../base/page-notice.ts";
import { saveFile } from "../base/save-file.ts";
import { canonicalInputs } from "../../notebook/output/canonical-inputs.ts";

/** The chapter as it stands in the page, the reader's own changes included. */
function pageChapter(): FileChapter {
  return {
    slug: pageSlug(),
    title: document.querySelector("h1")?.textContent.trim() ?? document.title,
    cells: cellElements().map(({ cellId: id, source, inputs }) => ({ id, source, inputs })),
  };
}

/** The start page has its cells from a chapter, too. */
function pageSlug(): string {
  const address = cellElements()[0]?.book?.replace(/frozen\.json$/, "") ?? location.pathname;
  return /([a-z0-9-]+)\/?$/.exec(address)?.[1] ?? "chapter";
}

function cellElements(): CodeCell[] {
  return [...document.querySelectorAll<CodeCell>("code-cell:defined")];
}

export function downloadScript(): void {
  const chapter = pageChapter();
  saveFile(`${chapter.slug}.ts`, "text/x.typescript", writeScript(chapter));
  pageNotice(
    `${chapter.slug}.ts runs inside the repository: npx node ${chapter.slug}.ts. This page reads it back, edited or not.`,
  );
}

export async function downloadNotebook(): Promise<void> {
  const chapter = pageChapter();
  const [parts, lost] = await chapterParts();
  saveFile(`${chapter.slug}.ipynb`, "application/x-ipynb+json", writeNotebook(chapter, parts));
  const without = lost ? " The text between the cells could not be loaded and is not in it." : "";
  pageNotice(
    `${chapter.slug}.ipynb is for Jupyter with Deno’s kernel, opened inside the repository. This page reads it back.${without}`,
  );
}

async function chapterParts(): Promise<[parts: ChapterPart[], isLost: boolean]> {
  try {
    const book = cellElements()[0]?.book ?? location.href.replace(/[?#].*$/, "");
    const response = await fetch(new URL("parts.json", new URL(book, location.href)));
    return [(await response.json()) as ChapterPart[], false];
  } catch {
    return [[], true];
  }
}

/** Lets the reader choose a file and puts what it brings into the cells. */
export function openFile(): void {
  const picker = document.createElement("input");
  picker.type = "file";
  picker.accept = ".ts,.ipynb,text/x.typescript,application/x-ipynb+json";
  picker.hidden = true;
  picker.onchange = () => {
    picker.remove();
    const file = picker.files?.[0];
    if (file) void takeFile(file);
  };
  picker.addEventListener("cancel", () => picker.remove());
  document.body.append(picker);
  picker.click();
}

async function takeFile(file: File): Promise<void> {
  try {
    if (file.size > 4 * maxFileLength)
      throw new FileProblem(`${file.name} is larger than any chapter. It was not read.`);
    await takeText(file.name, textOf(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof LoadProblem) tellFailure(error);
    else pageNotice(error instanceof FileProblem ? error.message : `${file.name} could not be read.`);
  }
}

/** Some programs on Windows write UTF-16, and say so in the first two bytes. */
function textOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return new TextDecoder(isWide ? (first === 0xff ? "utf-16le" : "utf-16be") : "utf-8").decode(bytes);
}

async function takeText(name: string, text: string): Promise<void> {
  const here = new Map(cellElements().map((cell) => [cell.cellId, cell]));
  const cells = [...here.values()].map(({ cellId: id, source, original }) => ({
    id,
    texts: [...new Set([source, original])],
  }));
  const { changes, leftOver, joined, missing } = placeFile(name, text, { slug: pageSlug(), cells });
  const rest = await withoutBookText(leftOver);
  const changed = changes.filter(({ id, source, inputs = {} }) => {
    const cell = here.get(id)!;
    return source !== cell.source || canonicalInputs(inputs) !== canonicalInputs(cell.inputs);
  });
  await Promise.all(changed.map((change) => here.get(change.id)!.take(change)));
  if (rest.length > 0) keepLeftOver(name, rest);
  const actions = rest.length > 0 ? [{ label: "Show what has no place", run: goToLeftOver }] : [];
  pageNotice(
    [takenWords(name, changed.length), joinedWords(joined), missingWords(missing), leftOverWords(rest.length)]
      .filter(Boolean)
      .join(" "),
    actions,
  );
}

/** The chapter's own text comes with every notebook; only what a reader has written is theirs. */
async function withoutBookText(leftOver: LeftOver[]): Promise<LeftOver[]> {
  if (leftOver.every(({ kind }) => kind === "code")) return leftOver;
  const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
  const [parts] = await chapterParts();
  const prose = plain(parts.map((part) => ("markdown" in part ? part.markdown : "")).join("\n"));
  return leftOver.filter(({ kind, text }) => kind === "code" || !prose.includes(plain(text)));
}

function takenWords(name: string, count: number): string {
  if (count === 0) return `${name} has what is here already.`;
  const what = count === 1 ? "1 cell is" : `${count} cells are`;
  return `${what} as in ${name} now; each says how to bring back what was here. Nothing has run.`;
}

function joinedWords(joined: string[]): string {
  return joined.length === 0
    ? ""
    : `${names(joined)} ${joined.length === 1 ? "was" : "were"} in pieces, which are together again.`;
}

function missingWords(missing: string[]): string {
  return missing.length === 0
    ? ""
    : `${names(missing)} ${missing.length === 1 ? "is" : "are"} not in the file, and stayed as ${missing.length === 1 ? "it is" : "they are"}.`;
}

function leftOverWords(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "1 cell of the file has no place in this chapter."
    : `${count} cells of the file have no place in this chapter.`;
}

const mostNamed = 3;

function names(ids: string[]): string {
  if (ids.length <= mostNamed) return ids.join(", ");
  return `${ids.slice(0, mostNamed).join(", ")} and ${ids.length - mostNamed} more`;
}
