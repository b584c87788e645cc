/**
 * The one door by which the page's scripts make markup of text and name a worker's code. The page's
 * policy (layouts/Book.astro) trusts what comes through it and nothing else: a text that is assigned
 * to innerHTML elsewhere throws.
 */
const rules = {
  createHTML: (html: string): string => html,
  createScriptURL(address: string): string {
    if (!address.startsWith("blob:"))
      throw new TypeError(`A worker starts from a blob of this page, not from ${address}.`);
    return address;
  },
};

const policy = globalThis.trustedTypes?.createPolicy("book-page", rules) ?? rules;

/** Fills an element with markup, which must be escaped already (notebook/escape-html.ts). */
export function setMarkup(element: Element, html: string): void {
  element.innerHTML = policy.createHTML(html);
}

/** The address of a blob, as `new Worker` takes it. */
export function trustedAddress(blob: string): string {
  return policy.createScriptURL(blob);
}
