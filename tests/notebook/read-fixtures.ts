import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "fixtures");

/** The cells of a folder of fixtures. To add a test, add a file. */
export function fixtures(kind: string): { name: string; source: string; expected: string }[] {
  return readdirSync(join(folder, kind))
    .filter((file) => file.endsWith(".cell"))
    .map((file) => ({
      name: file.replace(".cell", ""),
      source: readFileSync(join(folder, kind, file), "utf8"),
      expected: join(folder, kind, file.replace(".cell", ".expected")),
    }));
}
