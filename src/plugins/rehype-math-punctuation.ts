/**
 * Keeps punctuation on the line of its formula. KaTeX sets inline formulas as inline blocks, and
 * browsers may break a line on either side of one: "(" before it, or a comma after it, would stray.
 */
import type { Element, ElementContent, Parents, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";
import { hasClass } from "./has-class.ts";

const OPENING = /[([“‘]+$/;
const CLOSING = /^[\])”’.,;:!?…]+/;

export function rehypeMathPunctuation() {
  return (tree: Root) => {
    visit(tree, "element", (formula, index, parent) => {
      if (index === undefined || parent === undefined) return;
      if (hasClass(formula, "katex-display")) return SKIP;
      if (!hasClass(formula, "katex")) return;
      const before = takeText(parent, index - 1, OPENING);
      const after = takeText(parent, index + 1, CLOSING);
      if (before === "" && after === "") return SKIP;
      parent.children[index] = glued([text(before), formula, text(after)]);
      return SKIP;
    });
  };
}

/** Cuts what `pattern` matches out of the text node at `index`, if there is one. */
function takeText(parent: Parents, index: number, pattern: RegExp) {
  const node = parent.children[index];
  if (node?.type !== "text") return "";
  const taken = pattern.exec(node.value)?.[0] ?? "";
  node.value = node.value.replace(pattern, "");
  return taken;
}

function text(value: string): ElementContent {
  return { type: "text", value };
}

function glued(children: ElementContent[]): Element {
  return { type: "element", tagName: "span", properties: { className: ["glued"] }, children };
}
