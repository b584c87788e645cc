/** The chapters as programs: their cells in order, read but not run. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { cellsOf, type ChapterCell } from "../check/cell-program.ts";
import { analyse } from "../notebook/language/analyse.ts";
import { CellProblem } from "../notebook/base/cell-error.ts";
import type { PlannedCell } from "../notebook/kernel/run-plan.ts";
import { chapterFolders } from "../book/chapter-folders.ts";

export const root = path.resolve(import.meta.dirname, "../..");

export interface FreezableCell extends PlannedCell {
  /** the line of the MDX file that its code begins in */
  line: number;
  /** its values are kept for the cells below */
  isKept: boolean;
  /** what it shows at other positions of its controls is printed, too */
  isTraced: boolean;
}

export interface BookChapter {
  /** "04-ppo" */
  folder: string;
  mdx: string;
  cells: FreezableCell[];
}

/** All chapters, or those that are meant by `wish`: see chaptersMeant. */
export function readChapters(wish = ""): BookChapter[] {
  const folders = chapterFolders(path.join(root, "chapters"));
  return chaptersMeant(folders, wish).map((folder) => {
    const mdx = readFileSync(path.join(root, "chapters", folder, "index.mdx"), "utf8");
    return { folder, mdx, cells: cellsOf(mdx).map((cell) => readCell(folder, cell)) };
  });
}

/** A cell that cannot be read is told with its place in the chapter's file. */
export function readCell(folder: string, { id, code, line, isKept, isTraced }: ChapterCell): FreezableCell {
  // As the page has it: Cell.astro drops what is blank at the end.
  const source = code.replace(/\s+$/, "");
  try {
    return { id, source, line, isKept, isTraced, program: analyse(source) };
  } catch (error) {
    if (!(error instanceof CellProblem)) throw error;
    const { at, message, hint } = error;
    const place = `chapters/${folder}/index.mdx(${line - 1 + (at?.line ?? 1)},${at?.column ?? 1})`;
    throw new Error([`${place}: cell "${id}": ${message}`, hint].filter(Boolean).join(" "), { cause: error });
  }
}

/** "2" and "02" are a chapter's number, anything else is a part of its folder's name. */
export function chaptersMeant(folders: readonly string[], wish: string): string[] {
  const isNumber = /^\d+$/.test(wish);
  const chosen = folders.filter((folder) =>
    isNumber ? Number(folder.split("-")[0]) === Number(wish) : folder.includes(wish),
  );
  if (chosen.length > 0) return chosen;
  throw new Error(`No chapter is named "${wish}". There are: ${folders.join(", ")}.`);
}
