/** What a built page has that can be held against the other pages: its ids, its addresses, its pictures. */
import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface BuiltPage {
  /** every id, and how often the page has it */
  ids: ReadonlyMap<string, number>;
  links: BuiltLink[];
  /** pictures and frames that say nothing to those who cannot see them */
  silent: BuiltElement[];
}

export interface BuiltElement {
  /** "a", "img" */
  tag: string;
  /** the id that it has, or the nearest element around it */
  within: string;
  /** what can be read of it */
  text: string;
}

interface BuiltLink extends BuiltElement {
  attribute: string;
  /** as the page has it; an id of the same page as "#id" */
  address: string;
}

const addressed = new Set(["href", "src", "poster", "data", "action"]);
const idLists = new Set([
  "aria-labelledby",
  "aria-describedby",
  "aria-controls",
  "aria-owns",
  "for",
  "headers",
  "list",
]);

/** @param base the path that the site lives at: what an element keeps for its script begins so */
export function readPage(text: string, base: string): BuiltPage {
  const ids = new Map<string, number>();
  const links: BuiltLink[] = [];
  const silent: BuiltElement[] = [];
  const visit = (node: Node, within: string, isHidden: boolean): void => {
    let around = within;
    let hidden = isHidden;
    if (isElement(node)) {
      const attributes = attributesOf(node);
      const id = attributes.get("id");
      if (id !== undefined) ids.set(id, (ids.get(id) ?? 0) + 1);
      around = id ?? within;
      hidden ||= attributes.get("aria-hidden") === "true";
      const element = { tag: node.tagName, within: around, text: textOf(node).slice(0, 60) };
      links.push(...addressesOf(attributes, base).map((one) => ({ ...one, ...element })));
      if (!hidden && isSilent(node, attributes)) silent.push(element);
    }
    const children = isElement(node) && "content" in node ? node.content : node;
    if ("childNodes" in children) for (const child of children.childNodes) visit(child, around, hidden);
  };
  visit(parse(text), "", false);
  return { ids, links, silent };
}

function addressesOf(attributes: ReadonlyMap<string, string>, base: string) {
  return [...attributes].flatMap(([attribute, value]) => {
    if (idLists.has(attribute)) {
      return value.split(/\s+/).flatMap((id) => (id === "" ? [] : [{ attribute, address: `#${id}` }]));
    }
    if (attribute === "srcset") {
      return value.split(",").map((one) => ({ attribute, address: one.trim().split(/\s+/)[0]! }));
    }
    const isData = attribute.startsWith("data-") && value.startsWith(base);
    return addressed.has(attribute) || isData ? [{ attribute, address: value }] : [];
  });
}

/** An image without `alt`, a drawing without a name, a figure without a caption. */
function isSilent(element: Element, attributes: ReadonlyMap<string, string>): boolean {
  const isNamed = [attributes.get("aria-label"), attributes.get("aria-labelledby"), attributes.get("title")].some(
    (name) => name?.trim(),
  );
  switch (element.tagName) {
    case "img":
      return !attributes.has("alt") && !isNamed;
    case "svg":
      return !isNamed && !hasChild(element, "title");
    case "figure":
      return !isNamed && !hasChild(element, "figcaption");
    case "canvas":
    case "object":
    case "video":
      return !isNamed && textOf(element) === "";
    case "iframe":
      return !isNamed;
    default:
      return false;
  }
}

function hasChild(element: Element, name: string): boolean {
  return element.childNodes.some((child) => isElement(child) && child.tagName === name && textOf(child) !== "");
}

function attributesOf(element: Element): ReadonlyMap<string, string> {
  return new Map(element.attrs.map(({ name, value }) => [name, value]));
}

function textOf(node: Node): string {
  if ("value" in node && node.nodeName === "#text") return node.value;
  const text = "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
  return text.replace(/\s+/g, " ").trim();
}

function isElement(node: Node): node is Element {
  return "tagName" in node;
}
