/** Gives every heading of a chapter a link to itself. The "#" is drawn by CSS, not text. */
import type { Element, Root } from "hast";
import { visit } from "unist-util-visit";
import { textOf } from "./text-of.ts";

export function rehypeAnchors() {
  return (tree: Root) => {
    visit(tree, "element", (heading) => {
      if (!/^h[2-4]$/.test(heading.tagName)) return;
      const id = heading.properties.id;
      if (typeof id !== "string") return;
      const anchor: Element = {
        type: "element",
        tagName: "a",
        properties: { className: ["anchor"], href: `#${id}`, ariaLabel: `Link to: ${textOf(heading)}` },
        children: [],
      };
      heading.children.push(anchor);
    });
  };
}
