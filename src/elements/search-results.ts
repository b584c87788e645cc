import { createSearch, type Hit } from "../search.ts";

/** Finds sections of the book, as items of the list under the search field. */
export type Search = (query: string) => HTMLLIElement[];

/** `index` is the file that the search looks in; the addresses in it begin at `base`. */
export async function load(index: string, base: string): Promise<Search> {
  const response = await fetch(index);
  if (!response.ok) throw new Error(`${index}: ${response.status}`);
  const search = createSearch(await response.json());
  return (query) => search(query).map((hit) => listed(hit, base));
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
