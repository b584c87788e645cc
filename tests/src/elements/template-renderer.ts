/** HTML that is written already, as a template makes it. */
class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Names = Record<string, unknown>;

const empty = /^(?:input|br|img|hr|meta|link)$/;

/** @param program a template as JavaScript that calls `element`  @returns what fills it in */
export function renderer(program: string): (names: Names) => string {
  return ({ slot, ...names }) => {
    const element = (tag: string, attributes: Names | null, ...children: unknown[]): Html =>
      tag === "slot" ? new Html(String(slot ?? "")) : elementOf(tag, attributes ?? {}, children);
    const known = { element, Fragment: "", ...names };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a template of the book, compiled for a test
    const run = new Function(...Object.keys(known), `return ${program}`) as (...values: unknown[]) => Html;
    return run(...Object.values(known)).text;
  };
}

function elementOf(tag: string, { "set:html": html, ...attributes }: Names, children: unknown[]): Html {
  const content = html === undefined ? htmlOf(children) : String(html);
  if (tag === "") return new Html(content);
  const opening = `<${tag}${Object.entries(attributes).map(attribute).join("")}>`;
  return new Html(empty.test(tag) ? opening : `${opening}${content}</${tag}>`);
}

function attribute([name, value]: [string, unknown]): string {
  if (value === undefined || value === null || value === false) return "";
  return value === true || value === "" ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
}

function htmlOf(content: unknown): string {
  if (Array.isArray(content)) return content.map(htmlOf).join("");
  if (content instanceof Html) return content.text;
  return content === undefined || content === null || typeof content === "boolean" ? "" : escape(String(content));
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
