import { createSearch, type Hit } from "../../book/search.ts";
import { lazy } from "../base/lazy.ts";

type Search = (query: string) => Hit[];

/** What is typed in the search field is found in the book's sections; arrows walk the results, Escape closes them. */
export class SearchResults {
  readonly #box: HTMLElement;
  #search: Promise<Search> | null = null;

  constructor(box: HTMLElement) {
    this.#box = box;
    this.#input.oninput = () => void this.#find();
    this.#dialog.addEventListener("keydown", (event) => this.#walk(event));
    this.open();
  }

  /** Also finds what was typed before this code came. */
  open(): void {
    void this.#load().catch(() => {});
    void this.#find();
  }

  get #dialog(): HTMLDialogElement {
    return this.#box.querySelector("dialog")!;
  }

  get #input(): HTMLInputElement {
    return this.#box.querySelector("input")!;
  }

  #load(): Promise<Search> {
    this.#search ??= lazy(() => loadSearch(this.#box.dataset.index!));
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
    } catch (error) {
      this.#show([], `The search could not be loaded. ${(error as Error).message}`);
    }
  }

  #show(hits: Hit[], status: string): void {
    this.#box.querySelector("[role=status]")!.textContent = status;
    this.#box.querySelector("ol")!.replaceChildren(...hits.map((hit) => listed(hit, this.#box.dataset.base!)));
  }

  #walk(event: KeyboardEvent): void {
    const links = [...this.#box.querySelectorAll<HTMLAnchorElement>("li a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "Enter" && at < 0 && links[0]) {
      // It would press what has the focus when the dialog is closed, and open it again.
      event.preventDefault();
      links[0].click();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (links[next] ?? (next < 0 ? this.#input : links.at(-1)))?.focus();
  }
}

async function loadSearch(index: string): Promise<Search> {
  const response = await fetch(index);
  if (!response.ok) throw new TypeError(`Load failed: ${index}, ${response.status}`);
  return createSearch(await response.json());
}

function listed({ address, chapter, heading, text, terms }: Hit, base: string): HTMLLIElement {
  const link = document.createElement("a");
  link.href = base + address;
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
