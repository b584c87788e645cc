import { Pages } from "./pages.ts";

/** Long lists of answers, page by page. */
export class OutPages extends HTMLElement {
  #pages: Pages | null = null;

  connectedCallback(): void {
    this.refresh();
  }

  refresh(): void {
    const pages = (this.#pages ??= new Pages(this, "Prompts"));
    pages.items = () => [...this.querySelectorAll<HTMLElement>(":scope > ol > li")];
    pages.refresh(pages.items());
  }
}

customElements.define("out-pages", OutPages);
