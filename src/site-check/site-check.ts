/**
 * A build that refuses broken pages: before it, what the chapters' texts say; after it, what only the pages together
 * can say, whether every address leads somewhere. The dev server shows the same over the page that is open.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { bookFaults } from "./book-faults.ts";
import { devFrontmatter } from "./dev-frontmatter.ts";
import { readPage } from "./read-page.ts";
import { siteFaults } from "./site-faults.ts";
import { filesBelow, readSources } from "./site-sources.ts";
import { tellSiteFaults } from "./tell-site-faults.ts";

export function siteCheck(): AstroIntegration {
  let root = "";
  let base = "/";
  let origin: string | undefined;
  return {
    name: "site-check",
    hooks: {
      "astro:config:setup": ({ command, config, updateConfig, addMiddleware }) => {
        if (command !== "dev") return;
        updateConfig({ vite: { plugins: [devFrontmatter(fileURLToPath(config.root))] } });
        addMiddleware({ order: "post", entrypoint: new URL("./dev-page.ts", import.meta.url) });
      },
      "astro:config:done": ({ config }) => {
        root = fileURLToPath(config.root);
        base = config.base.replace(/\/?$/, "/");
        origin = config.site && new URL(config.site).origin;
      },
      "astro:build:start": () => refuse(bookFaults(root)),
      "astro:build:done": ({ dir, logger }) => {
        const begin = performance.now();
        refuse(builtFaults(fileURLToPath(dir), root, base, origin));
        logger.info(`every address leads somewhere (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
      },
    },
  };
}

function builtFaults(dist: string, root: string, base: string, origin?: string): string[] {
  const files = filesBelow(dist);
  const pages = files.filter((file) => file.endsWith(".html"));
  const read = pages.map((page) => [page, readPage(readFileSync(path.join(dist, page), "utf8"), base)] as const);
  const site = { pages: new Map(read), files: new Set(files), base, ...(origin ? { origin } : {}) };
  return tellSiteFaults(siteFaults(site), readSources(root, base));
}

/** Ends the build; its message is a line for each fault. */
function refuse(faults: string[]): void {
  if (faults.length === 0) return;
  const many = faults.length === 1 ? "One thing is" : `${faults.length} things are`;
  const error = new Error(`${many} wrong with the book's pages:\n${faults.join("\n")}`);
  // Of an error that speaks of a "document" or a "window" Astro would think that a script needs a browser.
  throw Object.assign(error, { name: "BrokenPages", stack: "", toString: () => many });
}
