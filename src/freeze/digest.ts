/**
 * Short names for what a program is made of: its tokens, without types, comments and layout, so
 * that only a change that can change a number changes the name.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { tokenizer } from "acorn";
import { blankTypes } from "../notebook/language/strip-types.ts";
import { parseTypeScript } from "../notebook/language/parse.ts";
import { child, list } from "../notebook/language/syntax-tree.ts";

const root = path.resolve(import.meta.dirname, "../..");

interface ReadModule {
  tokens: string;
  /** our own files that it imports, from the root */
  imports: string[];
}

const modules = new Map<string, ReadModule>();

export function digest(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 12);
}

export function fileDigest(file: string): string {
  return digest(readFileSync(path.join(root, file)));
}

/** The program that begins in these files: themselves and all of ours that they import. */
export function programDigest(files: string[]): string {
  const parts = programFiles(files).flatMap((file) => [file, readModule(file).tokens]);
  return digest(...parts);
}

export function programFiles(files: string[]): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    readModule(file).imports.forEach(visit);
  };
  files.forEach(visit);
  return [...found].sort();
}

function readModule(file: string): ReadModule {
  const known = modules.get(file);
  if (known) return known;
  const source = readFileSync(path.join(root, file), "utf8");
  const imported = importsOf(source);
  const specifiers = [...imported.map(({ from }) => from), ...dynamicImports(tokensOf(source))];
  const names = imported.map(({ names, from }) => `${names} ${from}`);
  const tokens = [...names, ...tokensOf(source)].join("\n");
  const read = { tokens, imports: specifiers.flatMap((specifier) => ownFile(specifier, file) ?? []) };
  modules.set(file, read);
  return read;
}

/** What of a text means something when it runs. */
export function tokensOf(source: string): string[] {
  const js = blankTypes(source, parseTypeScript(source));
  const tokens = [...tokenizer(js, { ecmaVersion: "latest", sourceType: "module" })];
  return tokens.map((token) => js.slice(token.start, token.end));
}

/** What a file imports or passes on, types aside; a cell's program has no place for these statements. */
function importsOf(source: string): { names: string; from: string }[] {
  return list(parseTypeScript(source), "body").flatMap((statement) => {
    const { importKind, exportKind } = statement as { importKind?: string; exportKind?: string };
    const from = child(statement, "source")?.value;
    if (typeof from !== "string" || importKind === "type" || exportKind === "type") return [];
    const specifiers = list(statement, "specifiers").filter((one) => one.importKind !== "type");
    const names = specifiers.map((one) => source.slice(one.start, one.end).replace(/\s+/g, " "));
    return [{ names: names.join(), from }];
  });
}

function dynamicImports(texts: string[]): string[] {
  const isImport = (at: number): boolean => texts[at - 1] === "(" && texts[at - 2] === "import";
  return texts.flatMap((text, at) => (isImport(at) && /^["']/.test(text) ? text.slice(1, -1) : []));
}

function ownFile(specifier: string, from: string): string | null {
  const core = /^mini-rlhf\/(.+)$/.exec(specifier)?.[1];
  if (core !== undefined) return `snippets/${core}.ts`;
  const isOurs = specifier.startsWith(".") && specifier.endsWith(".ts");
  return isOurs ? path.posix.join(path.posix.dirname(from), specifier) : null;
}
