/**
 * The components that a chapter may use: those that its page hands to it, in the record `components` of
 * src/pages/[chapter].astro or, for the start page, src/pages/index.astro.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseTypeScript } from "../notebook/language/parse.ts";
import { child, isNode, list, type SyntaxNode } from "../notebook/language/syntax-tree.ts";
import { frontmatterOf, readProps } from "./component-props.ts";
import type { Members } from "./written-type.ts";

export interface PageComponents {
  /** the page's file, as messages name it */
  page: string;
  /** the attributes of each component that the page hands on */
  known: ReadonlyMap<string, Members>;
}

const root = path.resolve(import.meta.dirname, "../..");

/** @param order the chapter's number; 0 is the start page */
export function pageComponents(order: number): PageComponents {
  const page = order === 0 ? "src/pages/index.astro" : "src/pages/[chapter].astro";
  const files = handedOn(readFileSync(path.join(root, page), "utf8"));
  const read = [...files].map(([name, file]) => [name, propsOf(path.join(root, path.dirname(page), file))] as const);
  return { page, known: new Map(read) };
}

/** Whether src/components has a component of this name, though the page does not hand it on. */
export function isComponent(name: string): boolean {
  return /^\w+$/.test(name) && existsSync(path.join(root, "src/components", `${name}.astro`));
}

/** The names in a page's `components`, each with the file that it is imported from. */
function handedOn(page: string): ReadonlyMap<string, string> {
  const body = list(parseTypeScript(frontmatterOf(page)), "body");
  const imported = new Map(body.flatMap(importsOf));
  const declared = body.flatMap((one) => list(one, "declarations"));
  const record = declared.find((one) => child(one, "id").name === "components")?.init;
  if (!isNode(record)) throw new Error("The page has no record `components`.");
  const names = list(record, "properties").map((one) => String(child(one, "key").name));
  return new Map(names.map((name) => [name, imported.get(name) ?? `../components/${name}.astro`]));
}

function importsOf(statement: SyntaxNode): [name: string, file: string][] {
  if (statement.type !== "ImportDeclaration") return [];
  const file = String(child(statement, "source").value);
  return list(statement, "specifiers").map((one) => [String(child(one, "local").name), file]);
}

const cache = new Map<string, { text: string; props: Members }>();

function propsOf(file: string): Members {
  const text = readFileSync(file, "utf8");
  const kept = cache.get(file);
  if (kept?.text === text) return kept.props;
  const props = readProps(text);
  cache.set(file, { text, props });
  return props;
}
