/** The chapters in reading order, found in chapters/NN-name/index.mdx; number 0 is the start page. */
import { getCollection, render } from "astro:content";
import type { AstroComponentFactory } from "astro/runtime/server/index.js";
import type { MarkdownHeading } from "astro";
import { isWorkKey, type WorkKey } from "./bibliography.ts";
import { chapterAddress, chapterSlug } from "./chapter-slug.ts";

export interface Chapter {
  /** folder under chapters/: "05-ppo" */
  folder: string;
  /** its name in an address: "ppo" */
  slug: string;
  /** below the base path: "ppo/" */
  address: string;
  title: string;
  /** title for menus */
  short: string;
  description: string;
  /** what its reader can do afterwards, and how long it takes */
  goals: string[];
  time: string;
  /** the number of its folder */
  order: number;
  /** what is known only when its text is compiled, which takes up to two seconds */
  compiled(): Promise<CompiledChapter>;
}

export interface CompiledChapter {
  /** ids of its cells, from remark-cells */
  cells: string[];
  /** files of snippets/ that its cells import: "world/gold" */
  uses: string[];
  /** what it cites, from remark-citations */
  citations: WorkKey[];
  /** what its symbols mean, TeX -> text, from remark-symbols */
  symbols: Record<string, string>;
  /** its text in pieces, from rehype-sections */
  sections: Section[];
  headings: MarkdownHeading[];
  Content: AstroComponentFactory;
}

export interface Section {
  /** of its heading; "" for what stands before the first one */
  id: string;
  heading: string;
  text: string;
}

/** A file of chapters/ as the collection has it (src/content.config.ts); Astro types it only once it has run. */
interface Entry {
  filePath?: string;
  data: Record<string, unknown>;
}

/** A chapter's text, compiled. */
interface Rendered {
  Content: AstroComponentFactory;
  headings: MarkdownHeading[];
  remarkPluginFrontmatter: Record<string, unknown>;
}

const entries = (await getCollection("chapters")) as Entry[];

const all: Chapter[] = entries.map((entry) => toChapter(entry)).sort((a, b) => a.order - b.order);

export const chapters = all.filter(({ order }) => order > 0);

export const home = all.find(({ order }) => order === 0)!;

/** These chapters with all that is known of them; a page that shows one of them needs not ask for all. */
export function compile(some: Chapter[]): Promise<(Chapter & CompiledChapter)[]> {
  return Promise.all(some.map(async (chapter) => ({ ...chapter, ...(await chapter.compiled()) })));
}

function toChapter(entry: Entry): Chapter {
  const path = entry.filePath!;
  const folder = path.split("/").at(-2)!;
  const { data: frontmatter } = entry;
  return {
    folder,
    slug: chapterSlug(folder),
    address: chapterAddress(folder),
    title: text(frontmatter, "title", path),
    short: text(frontmatter, "short", path),
    description: text(frontmatter, "description", path),
    goals: texts(frontmatter, "goals", path),
    time: text(frontmatter, "time", path),
    order: Number.parseInt(folder, 10),
    compiled: () => compiledOf(entry),
  };
}

async function compiledOf(entry: Entry): Promise<CompiledChapter> {
  const { Content, headings, remarkPluginFrontmatter: frontmatter } = (await render(entry)) as Rendered;
  return {
    cells: frontmatter.cells as string[],
    uses: frontmatter.uses as string[],
    citations: (frontmatter.citations as string[]).filter(isWorkKey),
    symbols: frontmatter.symbols as Record<string, string>,
    sections: frontmatter.sections as Section[],
    headings,
    Content,
  };
}

function text(frontmatter: Record<string, unknown>, field: string, path: string) {
  const value = frontmatter[field];
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new Error(`${path}: the frontmatter needs "${field}", a line of text.`);
}

function texts(frontmatter: Record<string, unknown>, field: string, path: string) {
  const list = frontmatter[field];
  if (Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string")) return list;
  throw new Error(`${path}: the frontmatter needs "${field}", a list of lines.`);
}
