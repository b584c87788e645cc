import { FileProblem, maxFileLength, readChapterFile } from "../keeping/read-file.ts";
import { type FileChapter, writeScript } from "../keeping/chapter-script.ts";
import { type ChapterPart, writeNotebook } from "../keeping/chapter-notebook.ts";
import type { CodeCell } from "./code-cell.ts";
import { pageNotice } from "./page-notice.ts";
import { saveFile } from "./save-file.ts";

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
  pageNotice(`${chapter.slug}.ts runs inside the repository: npx node ${chapter.slug}.ts. This page reads it back, edited or not.`);
}

export async function downloadNotebook(): Promise<void> {
  const chapter = pageChapter();
  const [parts, lost] = await chapterParts();
  saveFile(`${chapter.slug}.ipynb`, "application/x-ipynb+json", writeNotebook(chapter, parts));
  const without = lost ? " The text between the cells could not be loaded and is not in it." : "";
  pageNotice(`${chapter.slug}.ipynb is for Jupyter with Deno’s kernel, opened inside the repository. This page reads it back.${without}`);
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
    if (file.size > 4 * maxFileLength) throw new FileProblem(`${file.name} is larger than any chapter. It was not read.`);
    takeText(file.name, await file.text());
  } catch (error) {
    const isKnown = error instanceof FileProblem;
    pageNotice(isKnown ? error.message : `${file.name} could not be read.`);
  }
}

function takeText(name: string, text: string): void {
  const { slug, cells } = readChapterFile(name, text);
  const here = new Map(cellElements().map((cell) => [cell.cellId, cell]));
  const known = cells.filter(({ id }) => here.has(id));
  if (known.length === 0) {
    const place = slug && slug !== pageSlug() ? ` It is of the chapter “${slug}”.` : "";
    throw new FileProblem(`${name} has no cell of this chapter.${place}`);
  }
  const changed = known.filter(({ id, source, inputs = {} }) => {
    const cell = here.get(id)!;
    return source !== cell.source || JSON.stringify(inputs) !== JSON.stringify(cell.inputs);
  });
  for (const change of changed) here.get(change.id)!.take(change);
  const others = cells.length - known.length;
  const rest = others > 0 ? ` ${others} of its cells ${others === 1 ? "is" : "are"} not in this chapter.` : "";
  const what = changed.length === 1 ? "1 cell is" : `${changed.length} cells are`;
  pageNotice(
    changed.length === 0
      ? `${name} has what is here already.${rest}`
      : `${what} as in ${name} now; each says how to bring back what was here. Nothing has run.${rest}`,
  );
}
