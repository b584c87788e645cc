/** The chapters as programs: their cells in order, read but not run. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cellsOf, type CellSource } from "../check/cell-program.ts";
import { analyse } from "../notebook/analyse.ts";
import type { PlannedCell } from "../notebook/plan.ts";

export const root = path.resolve(import.meta.dirname, "../..");

export interface BookCell extends PlannedCell {
  /** the line of the MDX file that its code begins in */
  line: number;
  /** its values are kept for the cells below */
  isKept: boolean;
}

export interface BookChapter {
  /** "04-ppo" */
  folder: string;
  mdx: string;
  cells: BookCell[];
}

/** All chapters, or those whose folder has `part` in its name. */
export function readChapters(part = ""): BookChapter[] {
  const folders = readdirSync(path.join(root, "chapters")).sort();
  const chosen = folders.filter((folder) => folder.includes(part));
  if (chosen.length === 0) {
    throw new Error(`No chapter is named "${part}". There are: ${folders.join(", ")}.`);
  }
  return chosen.map((folder) => {
    const mdx = readFileSync(path.join(root, "chapters", folder, "index.mdx"), "utf8");
    return { folder, mdx, cells: cellsOf(mdx).map(toCell) };
  });
}

function toCell({ id, code, line, isKept }: CellSource): BookCell {
  // As the page has it: Cell.astro drops what is blank at the end.
  const source = code.replace(/\s+$/, "");
  return { id, source, line, isKept, program: analyse(source) };
}
