import { tsPlugin } from "@sveltejs/acorn-typescript";
import { Parser } from "acorn";
import path from "node:path";
import type { SourceTree } from "./source-tree.ts";

/** A syntax node as acorn gives it, read without knowing every kind. */
export interface SyntaxNode {
  type: string;
  loc: { start: { line: number }; end: { line: number } };
  [key: string]: unknown;
}

interface Import {
  specifier: string;
  line: number;
  /** `import type`: gone when the code runs */
  typeOnly: boolean;
  /** the imported file's path, where it is one of ours */
  target?: string;
}

export interface Module {
  path: string;
  source: string;
  nodes: SyntaxNode[];
  imports: Import[];
}

const TypeScript = Parser.extend(tsPlugin());

/** AssemblyScript: it looks like TypeScript, but has its own compiler and rules. */
const otherLanguage = /^snippets\/engine\/kernels\//;

/** Parses the scripts of a tree: .ts and .mjs files and those in .astro files. */
export function parseModules(tree: SourceTree): Module[] {
  const scripts = [...tree].filter(([file]) => /\.(ts|mjs|astro)$/.test(file) && !otherLanguage.test(file));
  return scripts.map(([file, source]) => {
    const code = file.endsWith(".astro") ? scriptOf(source) : source;
    const nodes = parse(file, code);
    return { path: file, source, nodes, imports: nodes.flatMap((node) => importOf(node, file)) };
  });
}

function parse(file: string, code: string) {
  try {
    const program = TypeScript.parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      locations: true,
      allowReturnOutsideFunction: true,
    });
    return [...walk(program as unknown as SyntaxNode)];
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** An .astro file's frontmatter and scripts; all else blank, lines kept. */
function scriptOf(source: string) {
  const parts = [
    ...source.matchAll(/^---\n(?<code>[\s\S]*?)^---$/gm),
    ...source.matchAll(/<script(?![^>]*(?:application|is:inline))[^>]*>(?<code>[\s\S]*?)<\/script>/g),
  ];
  const blank = [...source.replace(/[^\n]/g, " ")];
  for (const part of parts) {
    const code = part.groups!.code!;
    const start = part.index + part[0].indexOf(code);
    blank.splice(start, code.length, ...code.split(""));
  }
  return blank.join("");
}

function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk(child);
    }
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof (value as SyntaxNode | null)?.type === "string";
}

/** The import in a node: static, dynamic, re-export, or a worker's URL. */
function importOf(node: SyntaxNode, file: string): Import[] {
  const source = node.type === "NewExpression" ? workerUrl(node) : node.source;
  if (!isNode(source) || typeof source.value !== "string") return [];
  const specifier = source.value;
  const typeOnly = node.importKind === "type" || node.exportKind === "type";
  return [{ specifier, line: node.loc.start.line, typeOnly, target: targetOf(specifier, file) }];
}

/** `new URL("./worker.ts", import.meta.url)` */
function workerUrl(node: SyntaxNode) {
  const [address, base] = node.arguments as SyntaxNode[];
  const isUrl = isNode(node.callee) && node.callee.name === "URL";
  const script = isNode(address) && /^\.{1,2}\/.*\.ts$/.test(String(address.value));
  return isUrl && script && base?.type === "MemberExpression" ? address : undefined;
}

function targetOf(specifier: string, file: string) {
  const plain = specifier.replace(/\?.*$/, "");
  if (plain.startsWith("mini-rlhf/")) return `${plain.replace("mini-rlhf/", "snippets/")}.ts`;
  if (plain.startsWith(".")) return path.posix.join(path.posix.dirname(file), plain);
  return undefined;
}
