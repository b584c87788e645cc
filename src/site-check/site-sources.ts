/** What the pages are made of: the texts of the chapters and of the .astro files. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { foldersIn } from "../book/chapter-folders.ts";
import type { Sources } from "./tell-site-faults.ts";

export function readSources(root: string, base: string): Sources {
  const text = (file: string) => [file, readFileSync(path.join(root, file), "utf8")] as const;
  const chapters = foldersIn(path.join(root, "chapters")).map(
    (folder) => [folder, text(`chapters/${folder}/index.mdx`)[1]] as const,
  );
  const astro = filesBelow(path.join(root, "src")).filter((file) => file.endsWith(".astro"));
  return { chapters: new Map(chapters), astro: new Map(astro.map((file) => text(`src/${file}`))), base };
}

/** All files below a folder, with `/` between the names. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) =>
    path.relative(folder, path.join(parentPath, name)).split(path.sep).join("/"),
  );
}
