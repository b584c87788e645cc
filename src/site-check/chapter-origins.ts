/** Finds the line of a chapter that a fault of its built page comes from. */
import { createProcessor } from "@mdx-js/mdx";
import type { Nodes } from "mdast";
import type { MdxJsxAttribute } from "mdast-util-mdx-jsx";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { frontmatterText } from "../plugins/frontmatter-place.ts";
import { resolveLink } from "../plugins/rehype-links.ts";

export interface Origin {
  /** what the writer wrote: an address, or the value of an attribute */
  written: string;
  line: number;
  column: number;
  isAddress: boolean;
}

/** Everything in a chapter that an address or an id can come from, in order. */
export function originsIn(mdx: string): Origin[] {
  const blank = frontmatterText(mdx)?.end ?? 0;
  const body = mdx.slice(0, blank).replace(/[^\r\n]/g, " ") + mdx.slice(blank);
  const tree = createProcessor({ remarkPlugins: [remarkGfm, remarkMath] }).parse(body);
  const origins: Origin[] = [];
  const visit = (node: Nodes): void => {
    origins.push(...originsOf(node));
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return origins;
}

function originsOf(node: Nodes): Origin[] {
  const { line, column } = node.position?.start ?? { line: 1, column: 1 };
  if (node.type === "link" || node.type === "image" || node.type === "definition") {
    return [{ written: node.url, line, column, isAddress: true }];
  }
  if (node.type === "code")
    return (node.meta ?? "")
      .split(/\s+/)
      .map((word) => ({ written: word.replace(/^id=/, ""), line, column, isAddress: false }));
  if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return [];
  return node.attributes.flatMap((attribute) => {
    if (attribute.type !== "mdxJsxAttribute" || typeof attribute.value !== "string") return [];
    const place = attribute.position?.start ?? { line, column };
    return [{ written: attribute.value, line: place.line, column: place.column, isAddress: isAddress(attribute) }];
  });
}

function isAddress({ name, value }: MdxJsxAttribute): boolean {
  return name === "href" || name === "src" || /^(?:\/|#|\.\.?\/)/.test(String(value));
}

/**
 * Where `sought` comes from: addresses that are written so, or else the attributes of components that make such an
 * address, as <Value of="train.loss" /> makes #cell-train.
 */
export function originsOfAddress(origins: readonly Origin[], sought: string, base: string): Origin[] {
  const written = origins.filter((one) => one.isAddress && resolveLink(one.written, base) === sought);
  if (written.length > 0) return written;
  const target = sought.includes("#") ? sought.slice(sought.indexOf("#") + 1) : lastPart(sought);
  // "cell-train-one" may have been made of "train-one", and of "one".
  const words = target.split("-");
  for (let first = 0; first < words.length; first++) {
    const name = words.slice(first).join("-");
    const made = origins.filter((one) => one.written.split(/[^\w-]+/).includes(name));
    if (made.length > 0) return made;
  }
  return [];
}

/** "/mini-rlhf/experiments/figure-1.json" -> "figure-1" */
function lastPart(address: string): string {
  const name = address.replace(/\/$/, "").split("/").at(-1) ?? "";
  return name.replace(/\.\w+$/, "");
}
