import { readdirSync } from "node:fs";

/** The folders of the chapters, "05-ppo", in reading order. @param chapters the folder that they lie in */
export function chapterFolders(chapters: string | URL): string[] {
  return readdirSync(chapters)
    .filter((name) => /^\d\d-/.test(name))
    .sort();
}
