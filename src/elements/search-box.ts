import type { Hit } from "../search.ts";

type Search = (query: string) => Hit[];

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
    this.#search ??= loadSearch(this.dataset.index!);
    this.#search.catch(() => (this.#search = null));
    return this.#search;
  }

  async #find(): Promise<void> {
    const query = this.#input.value.trim();
    if (query === "") return this.#show([], "");
    try {
      const search = await this.#load();
      if (query !== this.#input.value.trim()) return; // typed on meanwhile
      const hits = search(query);
      const count = hits.length === 1 ? "1 section" : `${hits.length} sections`;
      this.#show(hits, hits.length === 0 ? "Nothing found. Try other words." : count);
    } catch {
      this.#show([], "The search could not be loaded. Is the network connection there?");
    }
  }

  #show(hits: Hit[], status: string): void {
    this.#part("[role=status]").textContent = status;
    this.#part("ol").replaceChildren(...hits.map((hit) => this.#item(hit)));
  }

  #item({ address, chapter, heading, text, terms }: Hit): HTMLLIElement {
    const link = document.createElement("a");
    link.href = this.dataset.base + address;
    const title = document.createElement("strong");
    title.textContent = heading;
    const where = document.createElement("span");
    where.className = "chapter";
    where.textContent = chapter;
    const excerpt = document.createElement("span");
    excerpt.className = "excerpt";
    excerpt.append(...markedExcerpt(text, terms));
    link.append(title, where, excerpt);
    const item = document.createElement("li");
    item.append(link);
    return item;
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

async function loadSearch(index: string): Promise<Search> {
  const [{ createSearch }, response] = await Promise.all([import("../search.ts"), fetch(index)]);
  if (!response.ok) throw new Error(`${index}: ${response.status}`);
  return createSearch(await response.json());
}

const excerptLength = 150;

/** The text around the first word that was found, with all such words marked. */
function markedExcerpt(text: string, terms: string[]): (string | Node)[] {
  const escaped = terms.map((term) => term.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  const words = new RegExp(`\\b(?:${escaped.join("|") || "\\0"})\\p{L}*`, "giu");
  const first = text.search(words);
  const start = first > excerptLength / 2 ? text.lastIndexOf(" ", first - excerptLength / 3) + 1 : 0;
  const cut = text.slice(start, start + excerptLength);
  const whole = start + excerptLength < text.length ? `${cut.slice(0, cut.lastIndexOf(" "))} …` : cut;
  const parts: (string | Node)[] = [start > 0 ? "… " : ""];
  let copied = 0;
  for (const match of whole.matchAll(words)) {
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    parts.push(whole.slice(copied, match.index), mark);
    copied = match.index + match[0].length;
  }
  return [...parts, whole.slice(copied)];
}

customElements.define("search-box", SearchBox);
