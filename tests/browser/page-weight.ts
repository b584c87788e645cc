/** What the built site weighs: as it travels, that is packed, in bytes. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const dist = path.resolve(import.meta.dirname, "../../dist");

export function packed(bytes: Uint8Array | string): number {
  return gzipSync(bytes).length;
}

/** Every page, as its address below the base: "", "ppo/", "404.html". */
export function builtPages(): string[] {
  return files()
    .filter((file) => file.endsWith(".html"))
    .map((file) => file.replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}

/** A page itself, and the style sheets that it names. */
export function weightOf(page: string): { html: number; css: number } {
  const html = readFileSync(path.join(dist, page.endsWith(".html") ? page : `${page}index.html`), "utf8");
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="\/[^/"]+\/([^"]+)"/g)].map(([, file]) => file!);
  return { html: packed(html), css: sum(sheets.map((file) => packed(readFileSync(path.join(dist, file))))) };
}

/** The heaviest script and the heaviest WebAssembly that a page may ask for, packed, and all files of the site, unpacked. */
export function weightOfSite(): { script: number; wasm: number; all: number } {
  const heaviest = (ending: string) => {
    const sizes = files().flatMap((file) => (file.endsWith(ending) ? packed(readFileSync(path.join(dist, file))) : []));
    return Math.max(...sizes);
  };
  return {
    script: heaviest(".js"),
    wasm: heaviest(".wasm"),
    all: sum(files().map((file) => statSync(path.join(dist, file)).size)),
  };
}

export function sum(sizes: number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

function files(): string[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
