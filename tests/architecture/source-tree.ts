import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Files by their path from the root, with forward slashes. */
export type SourceTree = Map<string, string>;

/** What tools leave behind; git ignores it too. */
const generated = new Set([".astro", ".git", "dist", "node_modules", "runs"]);

const textual = /\.(ts|mts|mjs|js|astro|mdx?|json|css|svg|html|xml|ya?ml|txt)$|\/run$|^\.[a-z]+$|LICENSE$/;
const largestText = 2_000_000;

/** All text files of the repository. */
export function readSourceTree(root: string): SourceTree {
  const tree: SourceTree = new Map();
  const visit = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const file = folder ? `${folder}/${entry.name}` : entry.name;
      if (generated.has(entry.name)) continue;
      if (entry.isDirectory()) visit(file);
      else if (textual.test(file)) {
        const text = readFileSync(path.join(root, file), "utf8");
        if (text.length <= largestText) tree.set(file, text);
      }
    }
  };
  visit("");
  return tree;
}

/** Names at the root of the repository that are not left behind by tools. */
export function topLevelNames(root: string) {
  return readdirSync(root).filter((name) => !generated.has(name));
}
