/** Wraps each table in a box that scrolls sideways by itself, so that a phone's page never does. */
import type { Element, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";

export function rehypeTables() {
  return (tree: Root) => {
    visit(tree, "element", (element, index, parent) => {
      if (element.tagName !== "table" || index === undefined || parent === undefined) return;
      const box: Element = {
        type: "element",
        tagName: "div",
        // focusable, so that the keyboard can scroll it
        properties: { className: ["table-box"], tabIndex: 0, role: "region", ariaLabel: "Table" },
        children: [element],
      };
      parent.children[index] = box;
      return SKIP;
    });
  };
}
