import { readFile } from "node:fs/promises";
import { type Plugin, transformWithOxc } from "vite";

/**
 * Gives tests the markup of the book's own components: `import markup from "….astro?markup"` is a
 * function from the names that the template uses to HTML. What stands above the template does not run.
 */
export function astroMarkup(): Plugin {
  return {
    name: "astro-markup",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(".astro?markup")) return null;
      const template = templateOf(await readFile(id.replace(/\?markup$/, ""), "utf8"));
      const jsx = { runtime: "classic" as const, pragma: "element", pragmaFrag: "Fragment" };
      const { code } = await transformWithOxc(`(<>${template}</>)`, `${id}.jsx`, { jsx, sourcemap: false });
      const program = code.replace(/\/\*.*?\*\/\s*/g, "").replace(/;\s*$/, "");
      const renderer = new URL("./template-renderer.ts", import.meta.url).pathname;
      return `import { renderer } from ${JSON.stringify(renderer)};\nexport default renderer(${JSON.stringify(program)});`;
    },
  };
}

/** What is between the frontmatter and the scripts and styles. */
function templateOf(source: string): string {
  return source.replace(/^---\n[\s\S]*?\n---\n/, "").replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "");
}
