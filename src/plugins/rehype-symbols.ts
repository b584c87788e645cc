/**
 * After KaTeX: every marked symbol gets its meaning as a title, which the page replaces by something
 * better, and the TeX that can be copied loses its marks.
 */
import type { Element, Root } from "hast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { notation } from "../book/notation.ts";
import { frontmatter } from "./frontmatter.ts";
import { plainMeaning } from "./symbol-meaning.ts";
import { withoutMarks } from "./tex-symbols.ts";

export function rehypeSymbols() {
  return (tree: Root, file: VFile) => {
    const own = (frontmatter(file).symbols ?? {}) as Record<string, string>;
    const meanings = [...Object.values(own), ...Object.values(notation)];
    visit(tree, "element", (element: Element) => {
      const number = element.properties["data-sym"] ?? element.properties.dataSym;
      if (number !== undefined) element.properties.title = plainMeaning(meanings[Number(number)]!);
      if (element.tagName !== "annotation") return;
      for (const child of element.children) {
        if (child.type === "text") child.value = withoutMarks(child.value);
      }
    });
  };
}
