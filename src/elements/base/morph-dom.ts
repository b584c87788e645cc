import { setMarkup } from "./trusted.ts";

/** What the markup said last of an element that is there. */
const said = new WeakMap<Element, Element>();

type Refreshed = Element & { refresh(): void };

/**
 * Makes `target` look like the HTML, keeping the elements that are already there: what the reader
 * points at, drags, has opened or focused stays the same element while its numbers change. What is
 * marked `data-kept` is filled by its element, and left alone; an attribute that an element has changed by
 * itself stays so until the HTML says something new of it.
 */
export function morphDom(target: Element, html: string): void {
  const wanted = document.createElement("template");
  setMarkup(wanted, html);
  const drawn: Refreshed[] = [];
  morphChildren(target, wanted.content, drawn);
  for (const element of drawn) element.refresh();
}

function morphChildren(target: Node, wanted: Node, drawn: Refreshed[]): void {
  let current = target.firstChild;
  let node = wanted.firstChild;
  while (node) {
    // It leaves its place when it is put into the page.
    const next = node.nextSibling;
    if (!current) {
      target.appendChild(node);
    } else if (isAlike(current, node)) {
      morphNode(current, node, drawn);
      current = current.nextSibling;
    } else {
      const former = current;
      current = current.nextSibling;
      target.replaceChild(node, former);
    }
    node = next;
  }
  while (current) {
    const rest = current;
    current = current.nextSibling;
    rest.remove();
  }
}

/** Elements of another kind or with another name are other elements. */
function isAlike(a: ChildNode, b: ChildNode): boolean {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (!(a instanceof Element && b instanceof Element)) return true;
  return a.getAttribute("data-key") === b.getAttribute("data-key");
}

function morphNode(current: ChildNode, wanted: ChildNode, drawn: Refreshed[]): void {
  if (!(current instanceof Element && wanted instanceof Element)) {
    if (current.nodeValue !== wanted.nodeValue) current.nodeValue = wanted.nodeValue;
    return;
  }
  const before = said.get(current);
  // The browser compares faster than a script does, and of a picture most stays as it is.
  if (before?.isEqualNode(wanted)) return;
  if (isRefreshed(current)) drawn.push(current);
  if (wanted.hasAttribute("data-kept")) return;
  morphAttributes(current, wanted, before);
  said.set(current, wanted);
  morphChildren(current, wanted, drawn);
}

/** @param before what was wanted last; not known of what came with the page or was put in as a whole */
function morphAttributes(current: Element, wanted: Element, before: Element | undefined): void {
  for (const { name } of [...(before ?? current).attributes]) {
    if (!wanted.hasAttribute(name) && !isReaders(current, name)) current.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (before?.getAttribute(name) === value || isReaders(current, name)) continue;
    if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
}

function isRefreshed(element: Element): element is Refreshed {
  return "refresh" in element;
}

/**
 * What the reader has opened stays open, and what has the focus can keep it. Some browsers take it at
 * once from what is disabled, if only until its element enables it again.
 */
function isReaders(element: Element, attribute: string): boolean {
  if (attribute === "disabled") return element === document.activeElement;
  return attribute === "tabindex" || (attribute === "open" && element.localName === "details");
}
