/** Code and formulas are the same in every language: translators leave them alone. */
import type { Element, Root } from "hast";
import { visit } from "unist-util-visit";
import { hasClass } from "./has-class.ts";

export function rehypeUntranslated() {
  return (tree: Root) => {
    visit(tree, "element", (element: Element) => {
      if (!["code", "pre"].includes(element.tagName) && !hasClass(element, "katex")) return;
      element.properties.translate = "no";
      const { className } = element.properties;
      element.properties.className = [...(Array.isArray(className) ? className : []), "notranslate"];
    });
  };
}
