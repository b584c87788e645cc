/** Gives every heading of a chapter a link to itself. The "#" is drawn by CSS, not text. */
import type { Element, ElementContent, Root } from "hast";
import { visit } from "unist-util-visit";

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

function textOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return "children" in node ? (node.children as ElementContent[]).map(textOf).join("") : "";
}
