/** <Predict cell="train-one"> names a cell of its chapter; a name that no cell has is refused. Runs after remark-cells. */
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { meant } from "./did-you-mean.ts";
import { refuse } from "./faults.ts";
import { frontmatter } from "./frontmatter.ts";
import { type JsxElement, stringAttribute } from "./jsx-attributes.ts";

export function remarkCellNames() {
  return (tree: Root, file: VFile) => {
    const cells = (frontmatter(file).cells ?? []) as string[];
    const guessed = new Set<string>();
    visit(tree, ["mdxJsxFlowElement", "mdxJsxTextElement"], (node) => {
      const element = node as JsxElement;
      const cell = element.name === "Predict" ? stringAttribute(element, "cell") : undefined;
      if (cell === undefined) return;
      if (!cells.includes(cell)) {
        refuse(file, `Predict cell="${cell}" is no cell of this chapter. ${meant(cell, cells)}`, element);
      } else if (guessed.has(cell)) {
        refuse(file, `Cell "${cell}" has two <Predict>: keep one of them.`, element);
      }
      guessed.add(cell);
    });
  };
}
