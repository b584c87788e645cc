/**
 * Links and images as a writer types them, made right for the built site:
 * - "/ppo/" and "/figure.svg" get the base path, which Astro does not add in Markdown;
 * - "../04-ppo/index.mdx#gae", which works on GitHub, becomes the chapter's address;
 * - links to other sites get rel="external".
 * HTML tags written in MDX count too; components look after themselves.
 */
import type { Element, Root } from "hast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";
import { chapterAddress } from "../book/chapter-slug.ts";

type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

const CHAPTER_FILE = /^\.\.\/(\d+-[\w.-]+)\/index\.mdx(#.*)?$/;

export function rehypeLinks({ base }: { base: string }) {
  return (tree: Root) => {
    visit(tree, (node) => {
      if (node.type === "element") rewriteElement(node, base);
      if (node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement") {
        rewriteJsx(node as JsxElement, base);
      }
    });
  };
}

/** The address a link written in a chapter has on the site. */
export function resolveLink(url: string, base: string) {
  const chapter = CHAPTER_FILE.exec(url);
  if (chapter) return `${base}${chapterAddress(chapter[1]!)}${chapter[2] ?? ""}`;
  const rootRelative = url.startsWith("/") && !url.startsWith("//");
  if (rootRelative && !url.startsWith(base)) return base + url.slice(1);
  return url;
}

function rewriteElement(element: Element, base: string) {
  for (const name of ["href", "src"]) {
    const url = element.properties[name];
    if (typeof url === "string") element.properties[name] = resolveLink(url, base);
  }
  if (element.tagName === "a" && isExternal(element.properties.href)) {
    element.properties.rel = ["external"];
  }
}

function rewriteJsx(element: JsxElement, base: string) {
  if (element.name === null || element.name !== element.name.toLowerCase()) return;
  for (const attribute of element.attributes) {
    if (attribute.type !== "mdxJsxAttribute" || typeof attribute.value !== "string") continue;
    if (attribute.name === "href" || attribute.name === "src") {
      attribute.value = resolveLink(attribute.value, base);
    }
  }
}

function isExternal(url: unknown) {
  return typeof url === "string" && /^(https?:)?\/\//.test(url);
}
