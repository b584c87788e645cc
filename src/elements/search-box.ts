import { lazy } from "./lazy.ts";
import type { Search } from "./search-results.ts";

/** The search in the header: "/" opens it, arrows walk the results, Escape closes it. */
class SearchBox extends HTMLElement {
  #search: Promise<Search> | null = null;

  connectedCallback(): void {
    this.hidden = false;
    this.#part(".open").onclick = () => this.#open();
    this.#input.oninput = () => void this.#find();
    this.#dialog.addEventListener("keydown", (event) => this.#walk(event));
    this.#dialog.addEventListener("click", (event) => {
      const onBackdrop = event.target === this.#dialog;
      const onResult = (event.target as Element).closest("a");
      if (onBackdrop || onResult) this.#dialog.close();
    });
    document.addEventListener("keydown", (event) => {
      const types = (event.target as Element).closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || types || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.#open();
    });
  }

  get #dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  get #input(): HTMLInputElement {
    return this.querySelector("input")!;
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }

  #open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#input.select();
    void this.#load();
  }

  #load(): Promise<Search> {
    const { index, base } = this.dataset;
    this.#search ??= lazy(() => import("./search-results.ts").then((results) => results.load(index!, base!)));
    this.#search.catch(() => (this.#search = null));
    return this.#search;
  }

  async #find(): Promise<void> {
    const query = this.#input.value.trim();
    if (query === "") return this.#show([], "");
    try {
      const search = await this.#load();
      if (query !== this.#input.value.trim()) return; // typed on meanwhile
      const items = search(query);
      const count = items.length === 1 ? "1 section" : `${items.length} sections`;
      this.#show(items, items.length === 0 ? "Nothing found. Try other words." : count);
    } catch (error) {
      this.#show([], `The search could not be loaded. ${(error as Error).message}`);
    }
  }

  #show(items: HTMLElement[], status: string): void {
    this.#part("[role=status]").textContent = status;
    this.#part("ol").replaceChildren(...items);
  }

  #walk(event: KeyboardEvent): void {
    const links = [...this.querySelectorAll<HTMLAnchorElement>("li a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "Enter" && at < 0) links[0]?.click();
    if (event.key === "Escape") {
      // The first one would only empty the field.
      event.preventDefault();
      this.#dialog.close();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (links[next] ?? (next < 0 ? this.#input : links.at(-1)))?.focus();
  }
}

customElements.define("search-box", SearchBox);
