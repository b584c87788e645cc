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
import { frontmatter } from "./frontmatter.ts";
import { attribute, hasAttribute, literalAttribute, stringAttribute } from "./jsx-attributes.ts";

const CELL_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function remarkCells() {
  return (tree: Root, file: VFile) => {
    const chapter = chapterOf(file);
    const firstLine = new Map<string, number>();
    const uses = new Set<string>();

    visit(tree, "code", (fence, index, parent) => {
      if (index === undefined || parent === undefined) return;
      if (!isCell(fence)) return;
      const id = cellId(fence, file);
      const earlier = firstLine.get(id);
      if (earlier !== undefined) {
        file.fail(`Cell id "${id}" is already used in line ${earlier}; give this one another.`, fence);
      }
      firstLine.set(id, fence.position?.start.line ?? 0);
      for (const name of coreImports(fence.value)) uses.add(name);
      parent.children[index] = cellElement(id, fence, chapter);
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
  const placed: { id: string; code: string }[] = [];
  const english = path.join(file.dirname ?? "", "index.mdx");
  visit(tree, "mdxJsxFlowElement", (element) => {
    if (element.name !== "Cell" || hasAttribute(element, "code")) return;
    const id = stringAttribute(element, "id") ?? "";
    const fence = fenceOf(readFileSync(english, "utf8"), id);
    if (!fence) file.fail(`index.mdx of ${chapter} has no cell "${id}" to place here.`, element);
    element.attributes.push(...cellAttributes(fence, chapter));
    placed.push({ id, code: fence.value });
  });
  return placed;
}

function fenceOf(mdx: string, id: string): { meta: string; value: string } | undefined {
  if (!CELL_ID.test(id)) return undefined;
  const found = new RegExp(`^\`\`\`ts (cell id=${id}\\b(?!-).*)\\n([\\s\\S]*?)\\n\`\`\``, "m").exec(mdx);
  return found ? { meta: found[1]!, value: found[2]! } : undefined;
}

/** the folder that holds the page: "05-ppo" */
function chapterOf(file: VFile) {
  return file.dirname?.split(/[\\/]/).at(-1) ?? "";
}

/** "mini-rlhf/world/gold" -> "world/gold" */
function coreImports(code: string) {
  return [...code.matchAll(/\bfrom\s+"mini-rlhf\/([\w/-]+)"/g)].map(([, name]) => name!);
}

function isCell(fence: Code) {
  return /(^|\s)cell(\s|$)/.test(fence.meta ?? "");
}

function cellId(fence: Code, file: VFile) {
  if (fence.lang !== "ts") {
    file.fail(`A cell is TypeScript: write \`\`\`ts cell, not \`\`\`${fence.lang} cell.`, fence);
  }
  const id = /(?:^|\s)id=(\S+)/.exec(fence.meta ?? "")?.[1];
  if (id === undefined) {
    file.fail("This cell has no id: write ```ts cell id=some-name.", fence);
  }
  if (!CELL_ID.test(id)) {
    file.fail(`Cell id "${id}" must be lower-case words joined by hyphens.`, fence);
  }
  return id;
}

function cellElement(id: string, fence: Code, chapter: string) {
  const element: MdxJsxFlowElement = {
    type: "mdxJsxFlowElement",
    name: "Cell",
    attributes: [attribute("id", id), ...cellAttributes(fence, chapter)],
    children: [],
  };
  return element;
}

function cellAttributes({ meta, value }: Pick<Code, "meta" | "value">, chapter: string) {
  const fold = /(^|\s)fold(\s|$)/.test(meta ?? "") ? [literalAttribute("fold", true)] : [];
  return [literalAttribute("code", value), ...fold, attribute("chapter", chapter)];
}
