import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "corpus");

export interface Snippet {
  /** where it stands: "casts: as in a chain" */
  name: string;
  source: string;
}

/** The snippets of a file, each below a line `=== name`. To add one, write it there. */
export function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(join(folder, `${file}.cells`), "utf8");
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { name: `${file}: ${part.slice(0, end)}`, source: part.slice(end + 1).replace(/\n$/, "") };
    });
}

export function corpusFiles(): string[] {
  return readdirSync(folder).map((file) => file.replace(".cells", ""));
}
