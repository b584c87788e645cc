/** In the dev server: says in a sentence why a chapter's front matter cannot be read, before Astro reads it. */
import path from "node:path";
import type { AstroConfig } from "astro";
import { frontmatterFaults } from "../plugins/chapter-faults.ts";

type Plugin = NonNullable<NonNullable<AstroConfig["vite"]["plugins"]>[number]>;

export function devFrontmatter(root: string): Plugin {
  return {
    name: "chapter-frontmatter",
    enforce: "pre",
    transform: {
      filter: { id: /\/chapters\/[^/]+\/index\.mdx$/ },
      handler(code: string, id: string) {
        const faults = frontmatterFaults(root, path.relative(root, id).split(path.sep).join("/"), code);
        if (faults.length === 0) return;
        const [, line, column] = /:(\d+):(\d+): /.exec(faults[0]!) ?? [];
        const loc = { file: id, line: Number(line), column: Number(column) };
        throw Object.assign(new Error(faults.join("\n")), { loc });
      },
    },
  };
}
