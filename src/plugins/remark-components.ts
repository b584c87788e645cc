/**
 * Holds each component of a chapter against its own `interface Props`: a component that the page does not have,
 * an attribute that it does not know, one that it needs, and a value of the wrong type are refused where they
 * stand. Runs before the plugins that set attributes themselves.
 */
import type { Root } from "mdast";
import type { MdxJsxAttribute } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { closest } from "../notebook/base/suggest.ts";
import { isNode, list, type SyntaxNode } from "../notebook/language/syntax-tree.ts";
import { chapterNumber } from "./chapter-number.ts";
import { markRefused, refuse } from "./faults.ts";
import type { JsxElement } from "./jsx-attributes.ts";
import { literalAttribute } from "./literal.ts";
import { isComponent, pageComponents, type PageComponents } from "./page-components.ts";
import { type Member, type Members, misfit, typeInWords } from "./written-type.ts";

export interface ComponentOptions {
  /** the components of a chapter's page; the repository's, if not given */
  components?: (order: number) => PageComponents;
}

export function remarkComponents({ components = pageComponents }: ComponentOptions = {}) {
  return (tree: Root, file: VFile) => {
    const page = components(chapterNumber(file));
    const own = ownNames(tree);
    visit(tree, ["mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      const element = node as JsxElement;
      // Lower case is HTML, and a.b a part of something that is imported.
      if (!/^[A-Z]\w*$/.test(element.name ?? "") || own.has(element.name!)) return;
      const members = page.known.get(element.name!);
      const before = file.messages.length;
      if (members) checkAttributes(element, members, file);
      else refuse(file, unknownComponent(element.name!, page), element);
      if (file.messages.length > before) markRefused(element);
    });
  };
}

/** What the chapter itself imports or defines. */
function ownNames(tree: Root): Set<string> {
  const names = new Set<string>();
  visit(tree, "mdxjsEsm", (node) => {
    const program = node.data?.estree as unknown as SyntaxNode | undefined;
    for (const statement of program ? list(program, "body") : []) {
      const declared = isNode(statement.declaration) ? statement.declaration : statement;
      const named = [...list(statement, "specifiers"), declared, ...list(declared, "declarations")];
      for (const { local, id } of named) {
        if (isNode(local)) names.add(String(local.name));
        if (isNode(id)) names.add(String(id.name));
      }
    }
  });
  return names;
}

function unknownComponent(name: string, { page, known }: PageComponents): string {
  if (isComponent(name)) return `<${name}> is not handed to this chapter: add it to the \`components\` of ${page}.`;
  const near = closest(name, known.keys());
  if (near !== null) return `There is no component <${name}>; did you mean <${near}>?`;
  return `There is no component <${name}>. A chapter has: ${[...known.keys()].join(", ")}.`;
}

function checkAttributes(element: JsxElement, members: Members, file: VFile): void {
  const name = `<${element.name}>`;
  const given = new Set<string>();
  const misspelt = new Set<string>();
  let isSpread = false;
  for (const attribute of element.attributes) {
    if (attribute.type !== "mdxJsxAttribute") {
      isSpread = true;
      continue;
    }
    const place = attribute.position ? { type: "attribute", position: attribute.position } : element;
    if (given.has(attribute.name)) refuse(file, `${name} has "${attribute.name}" twice: keep one of them.`, place);
    given.add(attribute.name);
    const member = members.get(attribute.name);
    const near = member ? null : closest(attribute.name, written(members));
    if (near !== null) misspelt.add(near); // it is not missing
    const fault = member
      ? attributeFault(name, attribute, member)
      : unknownAttribute(name, attribute.name, near, written(members));
    if (fault) refuse(file, fault, place);
  }
  for (const [missing, { type, isOptional, isInternal }] of members) {
    if (isOptional || isInternal || isSpread || given.has(missing) || misspelt.has(missing)) continue;
    refuse(file, `${name} needs "${missing}", ${typeInWords(type)}.`, element);
  }
}

/** What a chapter may write. */
function written(members: Members): string[] {
  return [...members].filter(([, { isInternal }]) => !isInternal).map(([one]) => one);
}

function unknownAttribute(name: string, attribute: string, near: string | null, known: string[]): string {
  if (near !== null) return `${name} has no attribute "${attribute}"; did you mean "${near}"?`;
  return `${name} has no attribute "${attribute}"; it has ${known.length > 0 ? known.join(", ") : "none"}.`;
}

function attributeFault(name: string, attribute: MdxJsxAttribute, { type, isInternal }: Member): string | null {
  if (isInternal) return `"${attribute.name}" of ${name} is set by the book itself: leave it out.`;
  let value: unknown;
  try {
    value = literalAttribute(attribute);
  } catch {
    return null; // it is computed
  }
  const fault = misfit(value, type, attribute.name);
  if (fault === null) return null;
  const isQuoted = typeof attribute.value === "string" && misfit(literalIn(attribute.value), type, "") === null;
  const remedy = isQuoted ? ` Write ${attribute.name}={${attribute.value as string}}.` : "";
  return `${name}: ${fault}${fault.includes("did you mean") ? "?" : "."}${remedy}`;
}

/** What `digits="2"` would be without its quotes. */
function literalIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
