import { lazy } from "../base/lazy.ts";
import type { SearchResults } from "./search-results.ts";

/** The search in the header: "/" opens it, Escape closes it. What it finds is shown by code that comes then. */
class SearchBox extends HTMLElement {
  #results: SearchResults | null = null;

  connectedCallback(): void {
    this.hidden = false;
    this.querySelector<HTMLElement>(".open")!.onclick = () => this.#open();
    const dialog = this.#dialog;
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || (target as Element).closest("a")) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      // The first one would only empty the field.
      event.preventDefault();
      dialog.close();
    });
    document.addEventListener("keydown", this.#key);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#key);
  }

  #key = (event: KeyboardEvent): void => {
    const types = (event.target as Element).closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || types || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#open();
  };

  get #dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  #open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.querySelector("input")!.select();
    void this.#load();
  }

  async #load(): Promise<void> {
    if (this.#results) return this.#results.open();
    try {
      const { SearchResults } = await lazy(() => import("./search-results.ts"));
      this.#results ??= new SearchResults(this);
    } catch (error) {
      this.querySelector("[role=status]")!.textContent = `The search could not be loaded. ${(error as Error).message}`;
    }
  }
}

customElements.define("search-box", SearchBox);
