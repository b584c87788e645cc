/** The chapters as a collection: Astro compiles one when a page shows it, and not before. */
import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";

export const collections = {
  chapters: defineCollection({ loader: glob({ pattern: "*/index.mdx", base: "./chapters" }) }),
};
