/**
 * Turns ```ts cell id=gae``` fences into <Cell id="gae" code="..." chapter="04-ppo" />.
 * The English MDX is the one source of a cell's code, and stays readable as text on GitHub.
 * A cell without an id, or with one that the page already has, fails the build where it stands.
 * A translation beside it, ko.mdx, has no code of its own: it places cells, <Cell id="gae" />.
 * Into the frontmatter go the `cells` of the page and the core files that they import, `uses`.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Code, Root } from "mdast";
import type { MdxJsxFlowElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { type CellFence, type FenceFault, infoOf, isFault, readCellFences, readCellInfo } from "../book/cell-fence.ts";
import { attempt } from "./faults.ts";
import { frontmatter } from "./frontmatter.ts";
import { attribute, hasAttribute, literalAttribute, stringAttribute } from "./jsx-attributes.ts";

export function remarkCells() {
  return (tree: Root, file: VFile) => {
    const chapter = chapterOf(file);
    const firstLine = new Map<string, number>();
    const uses = new Set<string>();

    visit(tree, "code", (fence, index, parent) => {
      if (index === undefined || parent === undefined) return;
      const read = readCellInfo(infoOf(fence));
      if (!read) return;
      attempt(file, () => {
        const cell = placed(read, fence, file);
        const earlier = firstLine.get(cell.id);
        if (earlier !== undefined) {
          file.fail(`Cell id "${cell.id}" is already used in line ${earlier}; give this one another.`, fence);
        }
        firstLine.set(cell.id, fence.position?.start.line ?? 0);
        for (const name of coreImports(fence.value)) uses.add(name);
        parent.children[index] = cellElement(cell, fence.value, chapter);
      });
    });

    if (file.basename !== "index.mdx") {
      for (const { id, code } of placeCells(tree, file, chapter)) {
        firstLine.set(id, 0);
        for (const name of coreImports(code)) uses.add(name);
      }
    }

    frontmatter(file).cells = [...firstLine.keys()];
    frontmatter(file).uses = [...uses];
  };
}

/** Gives every <Cell id="gae" /> of a translation the code that index.mdx has under that id. */
function placeCells(tree: Root, file: VFile, chapter: string) {
  const cells: { id: string; code: string }[] = [];
  const english = path.join(file.dirname ?? "", "index.mdx");
  visit(tree, "mdxJsxFlowElement", (element) => {
    if (element.name !== "Cell" || hasAttribute(element, "code")) return;
    attempt(file, () => {
      const id = stringAttribute(element, "id") ?? "";
      const cell = readCellFences(readFileSync(english, "utf8")).cells.find((one) => one.id === id);
      if (!cell) file.fail(`index.mdx of ${chapter} has no cell "${id}" to place here.`, element);
      element.attributes.push(...cellAttributes(cell, cell.code, chapter));
      cells.push(cell);
    });
  });
  return cells;
}

/** the folder that holds the page: "05-ppo" */
function chapterOf(file: VFile) {
  return file.dirname?.split(/[\\/]/).at(-1) ?? "";
}

/** "mini-rlhf/world/gold" -> "world/gold" */
function coreImports(code: string) {
  return [...code.matchAll(/\bfrom\s+"mini-rlhf\/([\w/-]+)"/g)].map(([, name]) => name!);
}

/** The cell of a fence that the type check, too, finds where it stands. */
function placed(read: CellFence | FenceFault, fence: Code, file: VFile): CellFence {
  if (isFault(read)) file.fail(read.fault, fence);
  if ((fence.position?.start.column ?? 1) !== 1) {
    file.fail("A cell's fence stands at the line's beginning: write ```ts cell id=some-name.", fence);
  }
  return read;
}

function cellElement(cell: CellFence, code: string, chapter: string) {
  const element: MdxJsxFlowElement = {
    type: "mdxJsxFlowElement",
    name: "Cell",
    attributes: [attribute("id", cell.id), ...cellAttributes(cell, code, chapter)],
    children: [],
  };
  return element;
}

function cellAttributes({ fold, open, does }: CellFence, code: string, chapter: string) {
  const folded = fold ? [literalAttribute("fold", true)] : [];
  const shown = open ? [literalAttribute("open", true)] : [];
  const line = does === undefined ? [] : [attribute("does", does)];
  return [literalAttribute("code", code), ...folded, ...shown, ...line, attribute("chapter", chapter)];
}
