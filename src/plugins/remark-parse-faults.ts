/**
 * Says in a sentence where a chapter cannot be parsed at all. The parser stops at the first such place, so this
 * fault is told alone. The first of the plugins: it wraps the parser that the others get their tree from.
 */
import type { Root } from "mdast";
import type { VFile } from "vfile";
import { type Place, tellFaults } from "./faults.ts";
import { pointAt } from "./place-in-source.ts";

type Parse = (document: string, file: VFile) => Root;

interface ParseError {
  reason?: string;
  message: string;
  place?: { line: number; column: number } | { start: { line: number; column: number } };
  line?: number;
  column?: number;
}

export function remarkParseFaults(this: unknown) {
  const processor = this as { parser?: Parse };
  const parse = processor.parser;
  if (!parse) throw new Error("There is no parser to listen to.");
  processor.parser = (document, file) => {
    try {
      return parse(document, file);
    } catch (error) {
      if (typeof (error as ParseError).reason !== "string") throw error;
      tell(document, file, error as ParseError & { reason: string });
      throw error;
    }
  };
}

function tell(document: string, file: VFile, { reason, line = 1, column = 1 }: ParseError & { reason: string }): void {
  const place: Place = { line, column };
  const said = reason.replace(/\s+$/, "").replace(/\.$/, "");
  const formula = openFormula(document, line);
  const hint = formula
    ? ` Before it, in ${formula.line}:${formula.column}, a formula begins that has no closing $.`
    : "";
  file.message(`The text cannot be read here: ${said}.${hint || remedyFor(said)}`, place).fatal = true;
  tellFaults(file);
}

/** A `$` without its partner in the paragraph: what should be a formula is read as JavaScript. */
function openFormula(document: string, line: number): { line: number; column: number } | null {
  const lines = document.split("\n");
  let first = line - 1;
  while (first > 0 && lines[first - 1]!.trim() !== "") first -= 1;
  const start = lines.slice(0, first).join("\n").length + (first > 0 ? 1 : 0);
  const end = lines.slice(0, line).join("\n").length;
  const dollars = [...document.slice(start, end).matchAll(/(?<![\\$])\$(?!\$)/g)];
  const lone = dollars.length % 2 === 1 ? dollars.at(-1) : undefined;
  return lone ? pointAt({ value: document } as VFile, start + lone.index) : null;
}

function remedyFor(said: string): string {
  if (/closing tag|end-tag|closing slash/i.test(said))
    return " Every <Name> needs its </Name>, or is written <Name />.";
  if (/expression|acorn/i.test(said)) return " A brace that is text is written \\{, and a formula stands between $.";
  return " A < that is text is written &lt; or \\<.";
}
