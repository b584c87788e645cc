/**
 * What a chapter says of itself at its top: title, short, description, goals and time, and the meanings of its
 * symbols. What is missing, empty, of another form or misspelt is refused.
 */
import type { Root } from "mdast";
import type { VFile } from "vfile";
import { closest } from "../notebook/base/suggest.ts";
import { chapterNumber } from "./chapter-number.ts";
import { refuse } from "./faults.ts";
import { frontmatter } from "./frontmatter.ts";
import { keyPlace } from "./frontmatter-place.ts";

type Check = (value: unknown) => boolean;

interface Field {
  what: string;
  fits: Check;
  isOptional?: true;
}

const isLine: Check = (value) => typeof value === "string" && value.trim() !== "";
const line = { what: "a line of text", fits: isLine };

const fields: Record<string, Field> = {
  title: line,
  short: { what: "a title for menus, a line of text", fits: isLine },
  description: line,
  goals: {
    what: "a list of what a reader can do afterwards, each a line of text",
    fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isLine),
  },
  time: { what: "a line of text that says how long the chapter takes", fits: isLine },
  symbols: {
    what: 'a table of what the symbols of its formulas mean, "x_t": the token at position $t$',
    fits: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    isOptional: true,
  },
};

export function remarkFrontmatter() {
  return (_: Root, file: VFile) => {
    if (Number.isNaN(chapterNumber(file))) return; // a README that a page shows
    const given = { ...frontmatter(file) };
    const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name) && !isAstros(name));
    for (const [name, { what, fits, isOptional }] of Object.entries(fields)) {
      const value = given[name];
      if (value === undefined && isOptional) continue;
      if (value === undefined) {
        const misspelt = closest(name, unknown);
        const hint = misspelt === null ? "" : `; "${misspelt}" may be a misspelling of it`;
        refuse(file, `The front matter needs "${name}", ${what}${hint}.`, keyPlace(file, misspelt ?? name));
      } else if (!fits(value)) {
        refuse(file, `"${name}" of the front matter has to be ${what}${remedy(value)}.`, keyPlace(file, name));
      }
    }
    for (const name of unknown) {
      const near = closest(name, Object.keys(fields));
      if (near !== null && given[near] === undefined && !fields[near]!.isOptional) continue; // told above
      const meant = near === null ? `it has ${Object.keys(fields).join(", ")}.` : `did you mean "${near}"?`;
      refuse(file, `The front matter has no "${name}"; ${meant}`, keyPlace(file, name));
    }
  };
}

/** What Astro itself adds. */
function isAstros(name: string): boolean {
  return name === "url" || name === "file";
}

/** YAML reads 2022 as a number, and `a: b` as a record. */
function remedy(value: unknown): string {
  if (value === null || value === "") return "; it is empty";
  if (typeof value === "string") return "";
  if (Array.isArray(value)) return "; write every one as text, between quotes where it has a colon";
  return typeof value === "object" ? "; between quotes where it has a colon" : ", between quotes";
}
