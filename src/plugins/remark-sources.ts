/**
 * Quotes the core: <Source of="ppo-loss.ts#policyLoss" /> gets the code of that symbol. A file or a
 * symbol that is not there fails the build, at the place in the MDX file.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { meant } from "./did-you-mean.ts";
import { attempt, isRefused } from "./faults.ts";
import { frontmatter } from "./frontmatter.ts";
import { attribute, type JsxElement, literalAttribute, stringAttribute } from "./jsx-attributes.ts";
import { quoteSymbol } from "./quote-symbol.ts";

const core = path.resolve(import.meta.dirname, "../../snippets");

export function remarkSources() {
  return (tree: Root, file: VFile) => {
    const uses = new Set((frontmatter(file).uses ?? []) as string[]);
    visit(tree, ["mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      const element = node as JsxElement;
      if (element.name !== "Source" || isRefused(element)) return;
      attempt(file, () => uses.add(fillIn(element, file)));
    });
    frontmatter(file).uses = [...uses];
  };
}

/** @returns the file's name, as in "world/gold" */
function fillIn(element: JsxElement, file: VFile): string {
  const of = stringAttribute(element, "of") ?? "";
  const [, name, symbol] = /^([\w/-]+)\.ts#(\w+)$/.exec(of) ?? [];
  if (name === undefined || symbol === undefined) {
    file.fail(`Source of="${of}" is not of the form of="ppo-loss.ts#policyLoss".`, element);
  }
  const text = readCore(name);
  if (text === undefined)
    file.fail(`Source of="${of}": snippets/${name}.ts does not exist. ${meant(name, coreFiles())}`, element);
  const quote = quoteSymbol(text, symbol);
  if ("known" in quote) {
    file.fail(`Source of="${of}": ${name}.ts has no "${symbol}". ${meant(symbol, quote.known)}`, element);
  }
  element.attributes.push(
    attribute("name", name),
    attribute("symbol", symbol),
    literalAttribute("code", quote.code),
    literalAttribute("firstLine", quote.firstLine),
    literalAttribute("lastLine", quote.lastLine),
  );
  return name;
}

function readCore(name: string): string | undefined {
  const file = path.join(core, `${name}.ts`);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function coreFiles(): string[] {
  const files = readdirSync(core, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.map((file) => file.replace(/\.ts$/, "").split(path.sep).join("/"));
}
