/** Where the lines of a chapter's front matter are: Astro hands a plugin what they say, and blanks instead of them. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { VFile } from "vfile";
import { isMap, LineCounter, parseDocument } from "yaml";
import type { Point } from "./place-in-source.ts";

interface FrontmatterText {
  text: string;
  /** the line that it begins in */
  line: number;
  /** where what follows it begins, in the file */
  end: number;
}

/** What stands between the first `---` and the next. */
export function frontmatterText(mdx: string): FrontmatterText | null {
  const found = /^\uFEFF?---[ \t]*\r?\n((?:(?!---[ \t]*(?:\r?\n|$)).*\r?\n)*)---[ \t]*(?:\r?\n|$)/.exec(mdx);
  return found ? { text: found[1]!, line: 2, end: found[0].length } : null;
}

/** The key of a field, or that of a symbol in `symbols`; the file's beginning where it cannot be found. */
export function keyPlace(file: VFile, key: string): Point {
  const found = frontmatterText(fileText(file));
  if (!found) return { line: 1, column: 1 };
  const lines = new LineCounter();
  const { contents } = parseDocument(found.text, { lineCounter: lines });
  const maps = isMap(contents) ? [contents, ...contents.items.map(({ value }) => value)] : [];
  for (const map of maps) {
    const pair = isMap(map) && map.items.find((one) => String(one.key) === key);
    const offset = pair ? (pair.key as { range?: [number, number, number] }).range?.[0] : undefined;
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return { line: line + found.line - 1, column: col };
  }
  return { line: 1, column: 1 };
}

/** The file as it was written. */
function fileText(file: VFile): string {
  const where = path.resolve(file.cwd, file.path ?? "");
  return file.path !== undefined && existsSync(where) ? readFileSync(where, "utf8") : String(file.value);
}
