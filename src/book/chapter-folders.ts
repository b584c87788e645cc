import { readdirSync } from "node:fs";

/** Every folder among the chapters, whatever its name. @param chapters the folder that they lie in */
export function foldersIn(chapters: string | URL): string[] {
  return readdirSync(chapters, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The folders of the chapters, "05-ppo", in reading order. @param chapters the folder that they lie in */
export function chapterFolders(chapters: string | URL): string[] {
  return readdirSync(chapters)
    .filter((name) => /^\d\d-/.test(name))
    .sort();
}
