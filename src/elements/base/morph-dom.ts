import { setMarkup } from "./trusted.ts";

/**
 * Makes `target` look like the HTML, keeping the elements that are already there: what the reader
 * points at, drags, has opened or focused stays the same element while its numbers change. What is
 * marked `data-kept` is filled by its element, and left alone.
 */
export function morphDom(target: Element, html: string): void {
  const wanted = document.createElement("template");
  setMarkup(wanted, html);
  morphChildren(target, wanted.content);
  for (const element of target.querySelectorAll<Element & { refresh?(): void }>("*")) element.refresh?.();
}

function morphChildren(target: Node, wanted: Node): void {
  const old = [...target.childNodes];
  const next = [...wanted.childNodes];
  next.forEach((node, index) => {
    const current = old[index];
    if (!current) target.appendChild(node);
    else if (isAlike(current, node)) morphNode(current, node);
    else target.replaceChild(node, current);
  });
  for (const rest of old.slice(next.length)) rest.remove();
}

/** Elements of another kind or with another name are other elements. */
function isAlike(a: ChildNode, b: ChildNode): boolean {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (!(a instanceof Element && b instanceof Element)) return true;
  return a.getAttribute("data-key") === b.getAttribute("data-key");
}

function morphNode(current: ChildNode, wanted: ChildNode): void {
  if (!(current instanceof Element && wanted instanceof Element)) {
    if (current.nodeValue !== wanted.nodeValue) current.nodeValue = wanted.nodeValue;
    return;
  }
  if (wanted.hasAttribute("data-kept")) return;
  for (const { name } of [...current.attributes]) {
    if (!wanted.hasAttribute(name) && !isReaders(current, name)) current.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (current.getAttribute(name) !== value && !isReaders(current, name)) current.setAttribute(name, value);
  }
  morphChildren(current, wanted);
}

/**
 * What the reader has opened stays open, and what has the focus can keep it. Some browsers take it at
 * once from what is disabled, if only until its element enables it again.
 */
function isReaders(element: Element, attribute: string): boolean {
  if (attribute === "disabled") return element === document.activeElement;
  return attribute === "tabindex" || (attribute === "open" && element.localName === "details");
}
