import type { VFile } from "vfile";

/** The record that Astro exports as a page's frontmatter; plugins may add to it. */
export function frontmatter(file: VFile): Record<string, unknown> {
  const data = file.data as { astro?: { frontmatter?: Record<string, unknown> } };
  data.astro ??= {};
  return (data.astro.frontmatter ??= {});
}
