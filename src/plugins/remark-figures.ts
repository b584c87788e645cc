/**
 * Numbers the figures of a chapter, "Figure 5.2", and turns <Ref to="hump" /> into a link to the
 * figure with that id. A figure without an id, or a reference to none, fails the build.
 */
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { attribute, type JsxElement, stringAttribute } from "./jsx-attributes.ts";

export function remarkFigures() {
  return (tree: Root, file: VFile) => {
    const chapter = Number.parseInt(file.dirname?.split(/[\\/]/).at(-1) ?? "", 10);
    const numbers = new Map<string, string>();
    const elements: JsxElement[] = [];
    visit(tree, ["mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      elements.push(node as JsxElement);
    });
    for (const figure of elements.filter(({ name }) => name === "Figure")) {
      const id = stringAttribute(figure, "id");
      if (id === undefined || numbers.has(id)) {
        file.fail(`A figure needs an id of its own, as in <Figure id="hump" caption="…">.`, figure);
      }
      numbers.set(id, `${chapter}.${numbers.size + 1}`);
      figure.attributes.push(attribute("number", numbers.get(id)!));
    }
    for (const reference of elements.filter(({ name }) => name === "Ref")) {
      const to = stringAttribute(reference, "to") ?? "";
      const number = numbers.get(to);
      if (number === undefined) {
        file.fail(`Ref to="${to}": the figures here are ${[...numbers.keys()].join(", ")}.`, reference);
      }
      reference.attributes.push(attribute("number", number));
    }
  };
}
