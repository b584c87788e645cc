/**
 * The name of the code that numbers come from: a hash of a file and all that
 * it imports, down to the compiled kernels. Comments and white space do not
 * count, as they change no number.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const KERNELS = new URL("../engine/kernels.wasm", import.meta.url);

/** Twelve hexadecimal digits for `file`, a path inside snippets/. */
export function coreHash(file: string): string {
  const start = new URL(`../${file}`, import.meta.url);
  const root = new URL("../", import.meta.url).href;
  const hash = createHash("sha256").update(readFileSync(KERNELS));
  for (const url of [...importsOf(start.href)].sort()) {
    const code = withoutComments(readFileSync(new URL(url), "utf8"));
    hash.update(`${url.slice(root.length)}\0${code}\0`);
  }
  return hash.digest("hex").slice(0, 12);
}

/** The file itself and what it imports from the core, directly or not. */
function importsOf(url: string, found = new Set<string>()): Set<string> {
  if (found.has(url)) return found;
  found.add(url);
  const source = readFileSync(new URL(url), "utf8");
  for (const [, path] of source.matchAll(/from "(\.{1,2}\/[^"]+)"/g)) {
    importsOf(new URL(path!, url).href, found);
  }
  return found;
}

/** Strings stay whole; what looks like a comment inside one is none. */
export function withoutComments(code: string): string {
  const token =
    /("(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return code
    .replace(token, (_, text?: string) => text ?? " ")
    .replace(/\s+/g, " ");
}
