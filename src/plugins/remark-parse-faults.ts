/**
 * Says in a sentence where a chapter cannot be parsed at all. The parser stops at the first such place, so this
 * fault is told alone. The first of the plugins: it wraps the parser that the others get their tree from.
 */
import type { Root } from "mdast";
import type { VFile } from "vfile";
import { type Place, refuse, tellFaults } from "./faults.ts";
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
  const said = reason.replace(/\s+$/, "").replace(/\.$/, "");
  const formula = openFormula(document, line);
  const place: Place = formula ?? (line === 1 && column === 1 ? placeIn(reason) : null) ?? { line, column };
  const what = formula
    ? `A formula that begins here has no closing $, and so the text cannot be read in line ${line}: ${said}.`
    : `The text cannot be read here: ${said}.${remedyFor(said)}`;
  refuse(file, what, place);
  tellFaults(file);
}

/** "Expected a closing tag for `<Figure>` (27:1-27:37)" */
function placeIn(reason: string): { line: number; column: number } | null {
  const [, line, column] = /\((\d+):(\d+)/.exec(reason) ?? [];
  return line === undefined ? null : { line: Number(line), column: Number(column) };
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
