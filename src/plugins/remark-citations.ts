/**
 * Collects what a page cites, <Cite of="ouyang2022" at="Table 6" />, in order of appearance into
 * frontmatter.citations, from which the page lists its sources. An unknown key fails the build.
 */
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { isWorkKey, workKeys, type WorkKey } from "../book/bibliography.ts";
import { meant } from "./did-you-mean.ts";
import { isRefused, refuse } from "./faults.ts";
import { frontmatter } from "./frontmatter.ts";
import { type JsxElement, stringAttribute } from "./jsx-attributes.ts";

export function remarkCitations() {
  return (tree: Root, file: VFile) => {
    const cited = new Set<WorkKey>();
    visit(tree, ["mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      const element = node as JsxElement;
      if (element.name !== "Cite" || isRefused(element)) return;
      const key = stringAttribute(element, "of") ?? "";
      if (isWorkKey(key)) cited.add(key);
      else refuse(file, `Cite of="${key}" is not in src/book/bibliography.ts. ${meant(key, workKeys())}`, node);
    });
    frontmatter(file).citations = [...cited];
  };
}
