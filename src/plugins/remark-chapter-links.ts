/**
 * A link to another chapter, ../05-ppo/index.mdx#gae, names a file that is there: on the site its number would not
 * be missed, and on GitHub it is. Whether the anchor is there, only the built pages can say.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { foldersIn } from "../book/chapter-folders.ts";
import { meant } from "./did-you-mean.ts";
import { type Place, refuse } from "./faults.ts";
import { type JsxElement, stringAttribute } from "./jsx-attributes.ts";

export function remarkChapterLinks() {
  return (tree: Root, file: VFile) => {
    visit(tree, ["link", "definition", "mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      if (node.type === "link" || node.type === "definition") check(node.url, node, file);
      else check(stringAttribute(node as JsxElement, "href") ?? "", node, file);
    });
  };
}

function check(address: string, place: Place, file: VFile): void {
  const [, folder] = /^\.\.\/([^/#?]+)\/index\.mdx(?:#.*)?$/.exec(address) ?? [];
  const chapters = path.resolve(file.cwd, file.dirname ?? "", "..");
  if (folder === undefined || existsSync(path.join(chapters, folder, "index.mdx"))) return;
  const known = existsSync(chapters) ? foldersIn(chapters) : [];
  refuse(file, `There is no chapter ${folder}, and so no ${address}. ${meant(folder, known)}`, place);
}
