import { escapeHtml } from "./escape-html.ts";

/**
 * The one place where HTML and SVG are made: from templates in which all that is put in is text and
 * is escaped, whatever its type. Only what such a template has made is put in as it is.
 */
class Piece {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Markup that a template has made. Nothing else can make one, and nothing that a worker sends is one. */
export type Markup = Piece;

/** What a template takes; null, undefined, false and "" are nothing. */
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

declare const brand: unique symbol;

/** Finished markup as text, for the page to insert. */
export type MarkupText = string & { readonly [brand]: true };

export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  const holes = inTag.get(texts) ?? findHoles(texts);
  return new Piece(texts.reduce((before, text, index) => before + written(parts[index - 1], holes[index - 1]) + text));
}

/** For those who read: the same for SVG. */
export const svg = html;

/** A list with something between its items. */
export function joined(parts: readonly Part[], between: string): Markup {
  return new Piece(parts.map((part) => written(part)).join(escapeHtml(between)));
}

/** Data for the page's script, in an element that it cannot end early. */
export function jsonScript(data: unknown): Markup {
  return new Piece(`<script type="application/json">${JSON.stringify(data).replace(/</g, "\\u003c")}</script>`);
}

export function markupText(markup: Markup): MarkupText {
  return String(markup) as MarkupText;
}

function written(part: Part, isInTag = false): string {
  if (part instanceof Piece) return String(part);
  if (part === null || part === undefined || part === false || part === "") return "";
  if (isList(part)) return part.map((one) => written(one, isInTag)).join("");
  if (isInTag)
    throw new TypeError(`A text within a tag would be an attribute: ${part}. Write it in quotes, or as markup.`);
  return escapeHtml(String(part));
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

/** By template: which of its holes are within a tag and not in quotes, where no escape would help. */
const inTag = new WeakMap<TemplateStringsArray, boolean[]>();

function findHoles(texts: TemplateStringsArray): boolean[] {
  const holes = texts.map((_, index) => {
    const before = texts.slice(0, index + 1).join("");
    const tag = before.slice(before.lastIndexOf("<"));
    return tag.startsWith("<") && tag.replace(/"[^"]*"/g, "").search(/[">]/) < 0;
  });
  inTag.set(texts, holes);
  return holes;
}
