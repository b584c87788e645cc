import { fileURLToPath } from "node:url";
import mdx from "@astrojs/mdx";
import { rehypeHeadingIds, unified } from "@astrojs/markdown-remark";
import { defineConfig } from "astro/config";
import rehypeKatex from "rehype-katex";
import { oldestBrowsers } from "./src/notebook/base/oldest-browsers.ts";
import { browserPackages } from "./src/plugins/browser-packages.ts";
import { tensorModules } from "./src/public-core/public-modules.ts";
import { chapterPlugins } from "./src/plugins/chapter-plugins.ts";
import { rehypeAnchors } from "./src/plugins/rehype-anchors.ts";
import { rehypeEquations } from "./src/plugins/rehype-equations.ts";
import { rehypeLinks } from "./src/plugins/rehype-links.ts";
import { rehypeMathPunctuation } from "./src/plugins/rehype-math-punctuation.ts";
import { rehypeSections } from "./src/plugins/rehype-sections.ts";
import { rehypeSymbols } from "./src/plugins/rehype-symbols.ts";
import { rehypeTables } from "./src/plugins/rehype-tables.ts";
import { rehypeUntranslated } from "./src/plugins/rehype-untranslated.ts";
import { siteCheck } from "./src/site-check/site-check.ts";

// GitHub Pages serves a project under /<repository>/. A copy with another name, or a domain of
// its own, sets BASE_PATH; SITE_URL (the origin) adds canonical addresses and social previews.
const site = process.env.SITE_URL;
const base = `/${process.env.BASE_PATH ?? "mini-rlhf"}/`.replace(/\/+/g, "/");

const katexStrictness = (error) => (error === "htmlExtension" ? "ignore" : "warn");

// Astro would have nothing rewritten for older browsers.
const forOldestBrowsers = {
  name: "for-oldest-browsers",
  configEnvironment: (name) => (name === "client" ? { build: { target: oldestBrowsers } } : undefined),
};

// What the scripts of a page share before anything is touched comes in one file: small files pack worse,
// and each takes a request.
const sharedAtFirst = {
  ...{ name: "page", tags: ["$initial"], minShareCount: 2 },
  test: /[\\/]src[\\/](?:edits|elements[\\/](?:base|state)|notebook[\\/]base[\\/]hash-text)|preload-helper/,
};
const inOneFile = {
  name: "shared-in-one-file",
  configEnvironment: (name) =>
    name === "client"
      ? { build: { rolldownOptions: { output: { codeSplitting: { groups: [sharedAtFirst] } } } } }
      : undefined,
};

export default defineConfig({
  site,
  base,
  trailingSlash: "always",
  integrations: [siteCheck(), mdx()],
  markdown: {
    // Astro's default processor ignores remark and rehype plugins; unified() runs them.
    processor: unified({
      remarkPlugins: chapterPlugins,
      rehypePlugins: [
        // marks the symbols; everything else in a formula stays as strict as it was
        [rehypeKatex, { trust: ({ command }) => command === "\\htmlData", strict: katexStrictness }],
        rehypeSymbols,
        rehypeUntranslated,
        rehypeEquations,
        rehypeMathPunctuation,
        [rehypeLinks, { base }],
        rehypeTables,
        rehypeHeadingIds,
        rehypeSections,
        rehypeAnchors,
      ],
    }),
    shikiConfig: {
      themes: { light: "github-light-high-contrast", dark: "github-dark-default" },
      defaultColor: "light-dark()",
    },
  },
  vite: {
    define: {
      "import.meta.env.TENSOR_MODULES": JSON.stringify(tensorModules(fileURLToPath(new URL(".", import.meta.url)))),
    },
    // `mini-rlhf/ppo` means the same file here as in Node, where package.json's exports say so.
    resolve: {
      alias: [
        {
          find: /^mini-rlhf\/(.+)$/,
          replacement: `${fileURLToPath(new URL("snippets", import.meta.url))}/$1.ts`,
        },
      ],
    },
    // Vite does not see what only a worker imports, and would reload the page in the middle of its first run.
    optimizeDeps: { include: [...browserPackages] },
    // The notebook's worker imports lazily, and only module workers can.
    worker: { format: "es" },
    // Scripts stay files of their own, so that the CSP can do without inline scripts.
    build: { assetsInlineLimit: 0, cssTarget: oldestBrowsers },
    plugins: [forOldestBrowsers, inOneFile],
  },
});
