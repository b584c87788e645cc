/** Lets the keyboard reach a displayed formula, which scrolls sideways on a phone, and names it. */
import type { Element, ElementContent, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";

export function rehypeEquations() {
  return (tree: Root) => {
    visit(tree, "element", (formula) => {
      const classes = formula.properties.className;
      if (!Array.isArray(classes) || !classes.includes("katex-display")) return;
      const number = tagOf(formula);
      const ariaLabel = number === undefined ? "Equation" : `Equation ${number}`;
      Object.assign(formula.properties, { tabIndex: 0, role: "group", ariaLabel });
      return SKIP;
    });
  };
}

/** The n of \tag{n}, from the TeX that KaTeX keeps beside the formula. */
function tagOf(formula: Element) {
  let tex = "";
  visit(formula, "element", (element: Element) => {
    if (element.tagName === "annotation") tex = textOf(element);
  });
  return /\\tag\{([^}]*)\}/.exec(tex)?.[1];
}

function textOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return "children" in node ? (node.children as ElementContent[]).map(textOf).join("") : "";
}
