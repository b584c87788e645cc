/** What of a chapter's frozen outputs is out of date; nothing is run. */
import { compile } from "@mdx-js/mdx";
import remarkMath from "remark-math";
import { VFile } from "vfile";
import { faultLines, remarkFaults } from "../plugins/faults.ts";
import { remarkValues } from "../plugins/remark-values.ts";
import { outOfDate } from "./cell-keys.ts";
import { type BookChapter, readChapters, root } from "./chapter-cells.ts";
import { readOutputs } from "./outputs-file.ts";

/** The problems, each with the line of the MDX file. */
export async function checkChapter(chapter: BookChapter): Promise<string[]> {
  return [...checkCells(chapter), ...(await checkValues(chapter))];
}

export function checkCells({ folder, cells }: BookChapter): string[] {
  const { cells: frozen } = readOutputs(folder);
  const stale = cells.flatMap((cell, index) => {
    const why = outOfDate(index, cells, frozen[cell.id]);
    return why ? [`chapters/${folder}/index.mdx(${cell.line},1): the outputs of cell "${cell.id}": ${why}`] : [];
  });
  const gone = Object.keys(frozen).filter((id) => !cells.some((cell) => cell.id === id));
  return [...stale, ...gone.map((id) => `chapters/${folder}/outputs.json: there is no cell "${id}" any more`)];
}

/** The numbers in the prose that no cell computes any more, or that may have changed since. */
async function checkValues({ folder, mdx }: BookChapter): Promise<string[]> {
  // Blank instead of gone, so that lines keep their numbers.
  const value = mdx.replace(/^---\n[\s\S]*?\n---\n/, (front) => front.replace(/[^\n]+/g, ""));
  const file = new VFile({ path: `chapters/${folder}/index.mdx`, cwd: root, value });
  const remarkPlugins = [remarkMath, [remarkValues, { staleness }] as [typeof remarkValues, object], remarkFaults];
  try {
    await compile(file, { remarkPlugins });
    return [];
  } catch (error) {
    const faults = faultLines(file);
    if (faults.length > 0) return faults;
    const { line = 1, column = 1, message } = error as Error & { line?: number; column?: number };
    return [`${file.path}:${line}:${column}: ${message}`];
  }
}

let chapters: BookChapter[] | undefined;

function staleness(folder: string, id: string): string | null {
  chapters ??= readChapters();
  const cells = chapters.find((chapter) => chapter.folder === folder)?.cells ?? [];
  const index = cells.findIndex((cell) => cell.id === id);
  return index < 0 ? "the chapter has no such cell" : outOfDate(index, cells, readOutputs(folder).cells[id]);
}
