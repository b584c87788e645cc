/** All that is wrong with a chapter's text, without making a page of it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { createProcessor } from "@mdx-js/mdx";
import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import { VFile } from "vfile";
import { LineCounter, parseDocument } from "yaml";
import { chapterPlugins } from "./chapter-plugins.ts";
import { faultLines, refuse } from "./faults.ts";
import { frontmatter } from "./frontmatter.ts";
import { frontmatterText } from "./frontmatter-place.ts";

/**
 * @param root the repository
 * @param mdx the chapter's file, below it: "chapters/05-ppo/index.mdx"
 * @returns a line for each fault, with file, line and column
 */
export function chapterFaults(root: string, mdx: string): string[] {
  const text = readFileSync(path.join(root, mdx), "utf8");
  const file = new VFile({ path: path.join(root, mdx), cwd: root, value: text });
  if (readFrontmatter(text, file)) runPlugins(file);
  return faultLines(file);
}

/** Whether a chapter's front matter can be read at all; Astro reads it before any plugin. */
export function frontmatterFaults(root: string, mdx: string, text: string): string[] {
  const file = new VFile({ path: path.join(root, mdx), cwd: root, value: text });
  readFrontmatter(text, file);
  return faultLines(file);
}

/** Hands what the front matter says to the plugins, as Astro does. @returns whether it could be read */
function readFrontmatter(text: string, file: VFile): boolean {
  const found = frontmatterText(text);
  if (!found) {
    refuse(file, "A chapter begins with its front matter: title, short and others between two lines of ---.", {
      line: 1,
      column: 1,
    });
    return false;
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(found.text, { lineCounter, prettyErrors: false });
  for (const { pos, message } of document.errors) {
    const { line, col } = lineCounter.linePos(pos[0]);
    const remedy = /mapping/i.test(message) ? " Text with a colon stands between quotes." : "";
    const what = `The front matter cannot be read: ${message.replace(/\.$/, "")}.${remedy}`;
    refuse(file, what, { line: line + found.line - 1, column: col });
  }
  if (document.errors.length > 0) return false;
  Object.assign(frontmatter(file), document.toJS());
  file.value = text.slice(0, found.end).replace(/[^\r\n]/g, " ") + text.slice(found.end);
  return true;
}

function runPlugins(file: VFile): void {
  const processor = createProcessor({ remarkPlugins: [remarkGfm, ...chapterPlugins] });
  try {
    const tree = processor.parse(file);
    for (const plugin of chapterPlugins) {
      const transform = (plugin as (this: unknown) => ((tree: Root, file: VFile) => void) | undefined).call(processor);
      transform?.(tree, file);
    }
  } catch (error) {
    if (!file.messages.includes(error as VFile["messages"][number])) throw error;
  }
}
