import type { VFile } from "vfile";

/** The number of a page's folder: 5 of "05-ppo"; NaN where it has none. */
export function chapterNumber(file: VFile): number {
  return Number.parseInt(file.dirname?.split(/[\\/]/).at(-1) ?? "", 10);
}
