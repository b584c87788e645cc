import type { ElementContent } from "hast";

/** What can be read of an element, without its tags. */
export function textOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
