/** A chapter's MDX as plain Markdown between its cells, for notebooks made of it. */
import type { Root } from "mdast";
import { createProcessor } from "@mdx-js/mdx";
import type { Nodes } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import remarkMath from "remark-math";
import { infoOf, isFault, readCellInfo } from "./cell-fence.ts";
import type { ChapterPart } from "../chapter-files/chapter-notebook.ts";

type Element = MdxJsxFlowElement | MdxJsxTextElement;

interface Edit {
  from: number;
  to: number;
  text: string;
}

/** @param chapter the number that the chapter's figures have before their own */
export function chapterParts(mdx: string, title: string, chapter?: number): ChapterPart[] {
  const body = mdx.replace(/^---\n.*?\n---\n/s, (matter) => matter.replace(/[^\n]/g, " "));
  const tree = createProcessor({ remarkPlugins: [remarkMath] }).parse(body);
  const figures = numberFigures(tree, chapter);
  const edits: Edit[] = [];
  const cells: { id: string; from: number; to: number }[] = [];
  const visit = (node: Nodes): void => {
    const [from, to] = rangeOf(node);
    const cell = node.type === "code" && readCellInfo(infoOf(node));
    if (cell && !isFault(cell)) cells.push({ id: cell.id, from, to });
    else if (node.type === "mdxjsEsm" || node.type === "mdxFlowExpression") edits.push({ from, to, text: "" });
    else if (isElement(node) && node.name === "Ref") edits.push({ from, to, text: mention(node, body, figures) });
    else if (isElement(node)) edits.push(...plainElement(node, figures));
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  const parts: ChapterPart[] = [{ markdown: `# ${title}` }];
  let at = 0;
  for (const { id, from, to } of cells) {
    parts.push(...textPart(body, at, from, edits), { cell: id });
    at = to;
  }
  return [...parts, ...textPart(body, at, body.length, edits)];
}

function textPart(body: string, from: number, to: number, edits: Edit[]): ChapterPart[] {
  let text = "";
  let at = from;
  const inside = edits.filter((edit) => edit.from >= from && edit.to <= to).sort((a, b) => a.from - b.from);
  for (const edit of inside) {
    if (edit.from < at) continue;
    text += body.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  const markdown = (text + body.slice(at, to)).replace(/\n\s*\n\s*\n+/g, "\n\n").trim();
  return markdown === "" ? [] : [{ markdown }];
}

/** Components become what they say: a citation its work, a figure its caption, others what they hold. */
function plainElement(node: Element, figures: ReadonlyMap<string, string>): Edit[] {
  const [from, to] = rangeOf(node);
  const said = (name: string): string => saidBy(node, name);
  const whole = (text: string): Edit[] => [{ from, to, text }];
  if (node.name === "Cite") return whole(`(${[said("of"), said("at")].filter(Boolean).join(", ")})`);
  const caption = said("caption") ? `*${figures.get(said("id")) ?? "Figure"}: ${said("caption")}*\n\n` : "";
  const hasCode = node.children.some(({ type }) => type === "code");
  if (node.name === "Figure" && !hasCode) return whole(caption);
  if (node.name === "Value") return whole(`‹${said("of")}›`);
  const [first, last] = [node.children[0], node.children.at(-1)];
  if (!first || !last) return whole("");
  const hint = leadOf(node) || caption;
  return [
    { from, to: rangeOf(first)[0], text: hint },
    { from: rangeOf(last)[1], to, text: "" },
  ];
}

/** What a component's page says before what it holds. */
function leadOf(node: Element): string {
  if (node.name === "Solution" || node.name === "Hint") return `**${node.name}.** `;
  if (node.name === "Minute") return "**In one minute.** ";
  if (node.name === "ToyShows") return "**What this toy can and cannot show.** ";
  return node.name === "Why" || node.name === "Recall" ? `**${saidBy(node, "title")}**\n\n` : "";
}

/** "Figure 5.2" for each figure's id, as the page has them */
function numberFigures(tree: Root, chapter: number | undefined): ReadonlyMap<string, string> {
  const ids: string[] = [];
  const visit = (node: Nodes): void => {
    if (isElement(node) && node.name === "Figure") ids.push(saidBy(node, "id"));
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return new Map(ids.map((id, at) => [id, `Figure ${chapter === undefined ? "" : `${chapter}.`}${at + 1}`]));
}

/** What <Ref> says in a sentence, or at its beginning. */
function mention(node: Element, body: string, figures: ReadonlyMap<string, string>): string {
  const to = saidBy(node, "to");
  const begins = /(?:^|[.!?]|\n[ \t]*\n)\s*$/.test(body.slice(0, rangeOf(node)[0]).slice(-100));
  return figures.get(to) ?? to.replace(/^equation-/, begins ? "Equation " : "equation ");
}

function saidBy(node: Element, name: string): string {
  const value = node.attributes.find((one) => one.type === "mdxJsxAttribute" && one.name === name)?.value;
  return typeof value === "string" ? value : "";
}

function isElement(node: Nodes): node is Element {
  return node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
}

function rangeOf(node: Nodes): [from: number, to: number] {
  return [node.position!.start.offset!, node.position!.end.offset!];
}
