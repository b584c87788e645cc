/** Wraps each table in a box that scrolls sideways by itself, so that a phone's page never does. */
import type { Element, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";

/** The corner over the rows' names is no header: it says nothing. */
function unnameEmptyHeader(cell: Element) {
  const isEmpty = cell.children.every((child) => child.type === "text" && child.value.trim() === "");
  if (cell.tagName === "th" && isEmpty) cell.tagName = "td";
}

export function rehypeTables() {
  return (tree: Root) => {
    visit(tree, "element", (element, index, parent) => {
      if (element.tagName !== "table" || index === undefined || parent === undefined) return;
      visit(element, "element", unnameEmptyHeader);
      const box: Element = {
        type: "element",
        tagName: "div",
        // focusable, so that the keyboard can scroll it
        properties: { className: ["table-box"], tabIndex: 0, role: "group", ariaLabel: "Table" },
        children: [element],
      };
      parent.children[index] = box;
      return SKIP;
    });
  };
}
