/**
 * MDX takes an element that has a line to itself for a block, even in the middle of a paragraph:
 * a <Cite /> that wrapping put at the start of the last line would stand alone. What belongs into a
 * sentence goes back into it.
 */
import type { Paragraph, PhrasingContent, Root } from "mdast";
import type { MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";

const inSentences = new Set(["Cite", "Measured", "Ref", "Value"]);

type Parent = { children: Child[] };
type Child = Root["children"][number];

export function remarkInlineElements() {
  return (tree: Root) => {
    visit(tree, (node) => {
      if ("children" in node) mend(node);
    });
  };
}

/** Joins such elements with the paragraphs that they touch, without an empty line between. */
function mend(parent: Parent) {
  if (!parent.children.some(isMisplaced)) return;
  const mended: Child[] = [];
  let last: { end: number; open: boolean } = { end: -1, open: false };
  for (const child of parent.children) {
    const misplaced = isMisplaced(child);
    const gap = (child.position?.start.line ?? Infinity) - last.end;
    const touches = gap === 1 || gap === 0; // two may share a line
    const before = mended.at(-1);
    if (before?.type === "paragraph" && touches && (misplaced || (last.open && child.type === "paragraph"))) {
      before.children.push({ type: "text", value: "\n" }, ...phrasing(child));
      if (before.position && child.position) before.position = { ...before.position, end: child.position.end };
    } else {
      mended.push(misplaced ? paragraph(child) : child);
    }
    last = { end: child.position?.end.line ?? -1, open: misplaced };
  }
  parent.children = mended;
}

function isMisplaced(node: Child): boolean {
  return node.type === "mdxJsxFlowElement" && inSentences.has(node.name ?? "");
}

function paragraph(node: Child): Paragraph {
  return { type: "paragraph", children: phrasing(node), ...(node.position ? { position: node.position } : {}) };
}

function phrasing(node: Child): PhrasingContent[] {
  if (node.type === "paragraph") return node.children;
  return [{ ...node, type: "mdxJsxTextElement" } as MdxJsxTextElement];
}
