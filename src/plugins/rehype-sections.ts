/** Puts the text of every section into the frontmatter, for the search. Runs after heading ids. */
import type { Element, Nodes, Root } from "hast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { CONTINUE, EXIT, visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { frontmatter } from "./frontmatter.ts";
import { hasClass } from "./has-class.ts";
import { type JsxElement, stringAttribute } from "./jsx-attributes.ts";
import { textOf } from "./text-of.ts";
import type { Section } from "../book/chapters.ts";

/** What components say in attributes. */
const SPOKEN = new Set(["caption", "title"]);

export function rehypeSections() {
  return (tree: Root, file: VFile) => {
    const sections: Section[] = [{ id: "", heading: "", text: "" }];
    collect(tree, sections);
    frontmatter(file).sections = sections
      .map((section) => ({ ...section, text: section.text.replace(/\s+/g, " ").trim() }))
      .filter(({ id, text }) => id !== "" || text !== "");
  };
}

function collect(node: Nodes, sections: Section[]): void {
  if (node.type === "text") {
    sections.at(-1)!.text += node.value;
    return;
  }
  if (node.type === "element" && isHeading(node)) {
    sections.push({ id: String(node.properties.id), heading: textOf(node), text: "" });
    return;
  }
  if (node.type === "element" && hasClass(node, "katex")) {
    sections.at(-1)!.text += formulaText(node);
    return;
  }
  sections.at(-1)!.text += spokenBy(node);
  if ("children" in node) for (const child of node.children) collect(child, sections);
  sections.at(-1)!.text += isInline(node) ? "" : " ";
}

/** Longer ones are no text any more. */
const longestFormula = 24;

/** A formula is drawn twice; of the two its MathML reads as text, but for the TeX inside it. */
function formulaText(formula: Element): string {
  const found: string[] = [];
  visit(formula, "element", (element) => {
    if (element.tagName !== "semantics") return CONTINUE;
    found.push(textOf(element.children[0]!).replace(/[\u2061-\u2064]/g, ""));
    return EXIT;
  });
  const text = found.join("");
  return text.length <= longestFormula ? text : " … ";
}

function isHeading({ tagName, properties }: Element): boolean {
  return /^h[2-4]$/.test(tagName) && properties.id !== undefined;
}

function isInline(node: Nodes): boolean {
  return node.type === "element" && /^(?:a|code|em|span|strong)$/.test(node.tagName);
}

function spokenBy(node: Nodes): string {
  const { name, attributes = [] } = node as Partial<MdxJsxFlowElement | MdxJsxTextElement>;
  if (name === "Ref") return ["word", "number"].map((one) => stringAttribute(node as JsxElement, one)).join(" ");
  return attributes
    .map((one) => {
      const isSpoken = one.type === "mdxJsxAttribute" && SPOKEN.has(one.name) && typeof one.value === "string";
      return isSpoken ? `${one.value as string} ` : "";
    })
    .join("");
}
