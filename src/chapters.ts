/** The chapters in reading order, found in chapters/NN-name/index.mdx. */
import type { AstroComponentFactory } from "astro/runtime/server/index.js";
import type { MarkdownHeading } from "astro";
import { isWorkKey, type WorkKey } from "./bibliography.ts";
import { chapterSlug } from "./chapter-slug.ts";

export interface Chapter {
  /** folder under chapters/: "04-ppo" */
  folder: string;
  /** address: "ppo" */
  slug: string;
  title: string;
  /** title for menus */
  short: string;
  description: string;
  /** the number of its folder */
  order: number;
  /** ids of its cells, from remark-cells */
  cells: string[];
  /** files of snippets/ that its cells import: "world/gold" */
  uses: string[];
  /** what it cites, from remark-citations */
  citations: WorkKey[];
  headings: MarkdownHeading[];
  Content: AstroComponentFactory;
}

interface MdxModule {
  frontmatter: Record<string, unknown>;
  getHeadings(): MarkdownHeading[];
  default: AstroComponentFactory;
}

const modules = import.meta.glob<MdxModule>("../chapters/*/index.mdx", { eager: true });

export const chapters: Chapter[] = Object.entries(modules)
  .map(([path, module]) => toChapter(path, module))
  .sort((a, b) => a.order - b.order);

function toChapter(path: string, module: MdxModule): Chapter {
  const folder = path.split("/").at(-2)!;
  const { frontmatter } = module;
  return {
    folder,
    slug: chapterSlug(folder),
    title: text(frontmatter, "title", path),
    short: text(frontmatter, "short", path),
    description: text(frontmatter, "description", path),
    order: Number.parseInt(folder, 10),
    cells: frontmatter.cells as string[],
    uses: frontmatter.uses as string[],
    citations: (frontmatter.citations as string[]).filter(isWorkKey),
    headings: module.getHeadings(),
    Content: module.default,
  };
}

function text(frontmatter: Record<string, unknown>, field: string, path: string) {
  const value = frontmatter[field];
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new Error(`${path}: the frontmatter needs "${field}", a line of text.`);
}
