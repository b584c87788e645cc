/** What is wrong with the texts of all chapters, and with their folders' names. */
import { existsSync } from "node:fs";
import path from "node:path";
import { foldersIn } from "../book/chapter-folders.ts";
import { chapterSlug } from "../book/chapter-slug.ts";
import { chapterFaults } from "../plugins/chapter-faults.ts";

export function bookFaults(root: string): string[] {
  const folders = foldersIn(path.join(root, "chapters"));
  return [...folderFaults(folders), ...folders.flatMap((folder) => faultsOf(root, folder))];
}

function faultsOf(root: string, folder: string): string[] {
  const mdx = `chapters/${folder}/index.mdx`;
  if (existsSync(path.join(root, mdx))) return chapterFaults(root, mdx);
  return [`${mdx}:1:1: This file is not there: write it, or remove the folder.`];
}

/** A folder's number is the chapter's place, and the rest of its name the address: both are its own. */
export function folderFaults(folders: readonly string[]): string[] {
  return folders.flatMap((folder, at) => {
    const place = `chapters/${folder}/index.mdx:1:1`;
    if (!/^\d\d-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(folder)) {
      return [`${place}: The folder's name "${folder}" has to be two digits and lower-case words, as in 05-ppo.`];
    }
    const twin = folders
      .slice(0, at)
      .find((other) => other.slice(0, 2) === folder.slice(0, 2) || chapterSlug(other) === chapterSlug(folder));
    if (twin === undefined) return [];
    const what =
      twin.slice(0, 2) === folder.slice(0, 2) ? `number ${folder.slice(0, 2)}` : `address ${chapterSlug(folder)}/`;
    return [`${place}: The ${what} is that of chapters/${twin} already: rename one of the folders.`];
  });
}
