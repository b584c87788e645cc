/** Where a new chapter goes: its folder, and with it its number and its address. */
import { chapterSlug } from "../book/chapter-slug.ts";

export interface ChapterPlace {
  /** "10-a-title" */
  folder: string;
  number: number;
  /** its name in an address: "a-title" */
  slug: string;
  title: string;
}

export interface BookSoFar {
  /** the folders of chapters/, with the titles of their chapters */
  chapters: ReadonlyMap<string, string>;
  /** names below the site's address that pages and files have already */
  taken: readonly string[];
}

const longestTitle = 80;

/** @returns the place, or a sentence about a title that can have none */
export function placeOf(given: string, words: string | undefined, book: BookSoFar): ChapterPlace | string {
  const title = given.trim();
  if (title === "") return 'A chapter needs a title: npm run new-chapter -- "A title".';
  if (/\p{Cc}/u.test(title)) return "A title is one line of text, without tabs and line breaks.";
  if (title.length > longestTitle) {
    return `This title has ${title.length} characters; up to ${longestTitle} fit into a heading. Say less in it.`;
  }
  const twin = [...book.chapters].find(([, other]) => other.toLowerCase() === title.toLowerCase());
  if (twin) return `chapters/${twin[0]} has this title already: choose another.`;
  const slug = slugOf(words ?? title);
  if (slug === "") {
    return `An address is made of the letters a to z and digits, and "${words ?? title}" has none: add --slug some-words.`;
  }
  const same = [...book.chapters.keys()].find((folder) => chapterSlug(folder) === slug);
  if (same) return `The address ${slug}/ is that of chapters/${same}: choose another title, or add --slug other-words.`;
  if (book.taken.includes(slug))
    return `The address ${slug}/ is taken by another page or file: add --slug other-words.`;
  const number = Math.max(0, ...[...book.chapters.keys()].map((folder) => Number.parseInt(folder, 10) || 0)) + 1;
  if (number > 99) return "Folders of chapters have two digits, and 99 is taken.";
  return { folder: `${String(number).padStart(2, "0")}-${slug}`, number, slug, title };
}

/** "Über-GPT: what's next?" -> "uber-gpt-what-s-next" */
function slugOf(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
