/** Chapters of the book as a page hands them to a file. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { chapterParts } from "../../src/book/chapter-parts.ts";
import { cellsOf } from "../../src/check/cell-program.ts";
import { writeNotebook } from "../../src/chapter-files/chapter-notebook.ts";
import { type FileChapter, writeScript } from "../../src/chapter-files/chapter-script.ts";
import { placeFile } from "../../src/chapter-files/open-file.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

export const root = path.resolve(import.meta.dirname, "../..");
export const folders = chapterFolders(path.join(root, "chapters"));

export interface Chapter extends FileChapter {
  script: string;
  notebook: string;
}

export function chapterIn(folder: string): Chapter {
  const mdx = readFileSync(path.join(root, "chapters", folder, "index.mdx"), "utf8");
  const cells = cellsOf(mdx).map(({ id, code }) => ({ id, source: code.trimEnd(), inputs: {} }));
  const chapter = { slug: folder.replace(/^\d+-/, ""), title: folder, cells };
  return { ...chapter, script: writeScript(chapter), notebook: writeNotebook(chapter, chapterParts(mdx, folder)) };
}

/** What a file brings to a page that shows the book's own texts. */
export function broughtBack(name: string, text: string, { slug, cells }: FileChapter) {
  return placeFile(name, text, { slug, cells: cells.map(({ id, source }) => ({ id, texts: [source] })) });
}
