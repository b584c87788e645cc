/**
 * Refuses TeX that KaTeX cannot read, at its place within the formula, and formulas that have no end: KaTeX alone
 * would draw the first in red, and Markdown would print the second as text.
 */
import type { Root, Text } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { markRefused, refuse } from "./faults.ts";
import { type Point, pointAt, sourceOf } from "./place-in-source.ts";
import type { MathNode } from "./symbol-meaning.ts";
import { texFault } from "./tex-fault.ts";

export function remarkFormulas() {
  return (tree: Root, file: VFile) => {
    visit(tree, ["math", "inlineMath"], (node) => checkFormula(node as unknown as MathNode, file));
    visit(tree, "text", (text) => checkText(text, file));
  };
}

function checkFormula(math: MathNode, file: VFile): void {
  const source = sourceOf(file, math);
  const isDisplay = math.type === "math";
  if (isDisplay && source !== "" && !/\n[\s>]*\${2,}\s*$/.test(source)) {
    markRefused(math);
    return refuse(file, "The formula that begins here has no end: close it with $$ on a line of its own.", math);
  }
  const fault = texFault(math.value, isDisplay);
  if (!fault) return;
  markRefused(math);
  refuse(file, fault.message, source === "" ? math : placeInFormula(math, source, fault.offset, file));
}

/** From a place in the TeX to one in the file: `$$` has a line of its own, `$` stands before its formula. */
function placeInFormula(math: MathNode, source: string, offset: number, file: VFile): Point {
  const start = math.position!.start;
  if (math.type === "inlineMath") {
    const before = /^\$+/.exec(source)![0].length;
    const padding = source.slice(before).indexOf(math.value.slice(0, 1));
    return pointAt(file, start.offset! + before + Math.max(0, padding) + offset);
  }
  const above = math.value.slice(0, offset).split("\n");
  const line = math.value.split("\n")[above.length - 1]!;
  const indent = (source.split("\n")[above.length] ?? "").indexOf(line);
  return { line: start.line + above.length, column: Math.max(0, indent) + above.at(-1)!.length + 1 };
}

/** A `$` that opens no formula is an amount of money, or a formula without an end. */
function checkText(text: Text, file: VFile): void {
  const source = sourceOf(file, text);
  const lone = /(?<!\\)(?:\\\\)*\$/.exec(source);
  if (!lone) return;
  const place = pointAt(file, text.position!.start.offset! + lone.index + lone[0].length - 1);
  refuse(file, "A formula that begins here has no closing $. A dollar sign alone is written \\$.", place);
}
