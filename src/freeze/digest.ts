/**
 * Short names for what a program is made of: its tokens, without types, comments and layout, so
 * that only a change that can change a number changes the name.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { tokenizer } from "acorn";
import { blankTypes } from "../notebook/blank-types.ts";
import { parseTypeScript } from "../notebook/parse.ts";

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
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    readModule(file).imports.forEach(visit);
  };
  files.forEach(visit);
  const parts = [...found].sort().flatMap((file) => [file, readModule(file).tokens]);
  return digest(...parts);
}

function readModule(file: string): ReadModule {
  const known = modules.get(file);
  if (known) return known;
  const texts = tokensOf(readFileSync(path.join(root, file), "utf8"));
  const read = { tokens: texts.join("\n"), imports: importsOf(texts, file) };
  modules.set(file, read);
  return read;
}

/** What of a text means something when it runs. */
export function tokensOf(source: string): string[] {
  const js = blankTypes(source, parseTypeScript(source));
  const tokens = [...tokenizer(js, { ecmaVersion: "latest", sourceType: "module" })];
  return tokens.map((token) => js.slice(token.start, token.end));
}

function importsOf(texts: string[], file: string): string[] {
  return texts.flatMap((text, i) => {
    if (!/^["']/.test(text)) return [];
    const before = texts[i - 1] === "(" ? texts[i - 2] : texts[i - 1];
    const isImport = before === "from" || before === "import";
    return (isImport && ownFile(text.slice(1, -1), file)) || [];
  });
}

function ownFile(specifier: string, from: string): string | null {
  const core = /^mini-rlhf\/(.+)$/.exec(specifier)?.[1];
  if (core !== undefined) return `snippets/${core}.ts`;
  const isOurs = specifier.startsWith(".") && specifier.endsWith(".ts");
  return isOurs ? path.posix.join(path.posix.dirname(from), specifier) : null;
}
