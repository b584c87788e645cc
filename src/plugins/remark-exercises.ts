/**
 * Numbers the exercises of a chapter and tells each the id of its cell. An exercise without a cell
 * that checks, or without a solution, fails the build. Runs after remark-cells.
 */
import type { Root } from "mdast";
import type { MdxJsxFlowElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { chapterNumber } from "./chapter-number.ts";
import { refuse } from "./faults.ts";
import { attribute, type JsxElement, stringAttribute } from "./jsx-attributes.ts";

export function remarkExercises() {
  return (tree: Root, file: VFile) => {
    const chapter = chapterNumber(file);
    let count = 0;
    visit(tree, "mdxJsxFlowElement", (exercise) => {
      if (exercise.name !== "Exercise") return;
      count += 1;
      const cell = elementsIn(exercise, "Cell")[0];
      const id = cell && stringAttribute(cell, "id");
      if (id === undefined) return refuse(file, "An exercise needs a cell: ```ts cell id=some-name.", exercise);
      if (elementsIn(exercise, "Solution").length === 0) {
        refuse(file, `Exercise "${id}" needs a <Solution>.`, exercise);
      }
      const number = chapter === 0 ? `${count}` : `${chapter}.${count}`; // the first page says no "0.1"
      exercise.attributes.push(attribute("number", number), attribute("cell", id));
    });
  };
}

function elementsIn(element: MdxJsxFlowElement, name: string): JsxElement[] {
  const found: JsxElement[] = [];
  visit(element, ["mdxJsxFlowElement", "mdxJsxTextElement"], (node) => {
    if ((node as JsxElement).name === name) found.push(node as JsxElement);
  });
  return found;
}
