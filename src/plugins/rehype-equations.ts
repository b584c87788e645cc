/** Lets the keyboard reach a displayed formula, which scrolls sideways on a phone, and names it; <Ref> finds one with a number. */
import type { Element, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";
import { hasClass } from "./has-class.ts";
import { textOf } from "./text-of.ts";

export function rehypeEquations() {
  return (tree: Root) => {
    visit(tree, "element", (formula) => {
      if (!hasClass(formula, "katex-display")) return;
      const number = tagOf(formula);
      const ariaLabel = number === undefined ? "Equation" : `Equation ${number}`;
      const id = number === undefined ? {} : { id: `equation-${number}` };
      Object.assign(formula.properties, { ...id, tabIndex: 0, role: "group", ariaLabel });
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
