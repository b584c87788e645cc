/** Reads a chapter's script again, edited, formatted or not: see script-marks.ts. */
import { parseExpressionAt, tokenizer, tokTypes } from "acorn";
import { child, list, type SyntaxNode } from "../notebook/language/syntax-tree.ts";
import { apiModule, scriptHead } from "./chapter-script.ts";
import { type FilePiece, withoutMargins } from "./file-piece.ts";
import { leftOutRanges, markedCell, withLeftOut, withoutAdded } from "./script-marks.ts";

interface Section {
  label: string | null;
  indent: string;
  lines: string[];
}

const firstLine = /^\/\/ .* - mini-rlhf, chapter ([a-z0-9-]+)$/;

/** An import of the cell API, in whatever layout: no cell of the book has it. */
const apiImport = new RegExp(`^import\\s*\\{[^{}]*\\}\\s*from\\s*["']${apiModule}["'];?[ \\t]*$`, "gm");

export function isScript(text: string): boolean {
  return text.split("\n").some((line) => markedCell(line) !== null);
}

/** As earlier editions wrote it. */
const formerHead = /^\/\/ Run it inside the repository with Node \d+:/;

export function readScript(text: string): { slug: string | null; pieces: FilePiece[] } {
  const head: Section = { label: null, indent: "", lines: [] };
  const sections = [head];
  for (const line of text.split("\n")) {
    const mark = markedCell(line);
    if (mark) sections.push({ label: mark.label || null, indent: mark.indent, lines: [] });
    else sections.at(-1)!.lines.push(line);
  }
  const slug = head.lines.map((line) => firstLine.exec(line)?.[1]).find(Boolean) ?? null;
  head.lines = head.lines.filter(
    (line) => !firstLine.test(line) && !scriptHead.includes(line) && !formerHead.test(line),
  );
  const pieces = sections.map(pieceOf).filter(({ label, source }) => label !== null || source !== "");
  return { slug, pieces };
}

function pieceOf({ label, indent, lines }: Section): FilePiece {
  const text = lines.join("\n");
  const begin = lines.find((line) => line.includes("$cell"));
  const margin = begin === undefined ? indent : /^[ \t]*/.exec(begin)![0];
  const own = dedent(withoutAdded(text), margin).replace(apiImport, "");
  return { label, kind: "code", source: withoutMargins(withLeftOut(own)), inputs: inputsIn(text) };
}

export function withoutApiImport(source: string): string {
  return source.replace(apiImport, "");
}

/** Takes the indentation of a block away that a formatter has given to a cell; what quotes hold keeps theirs. */
function dedent(text: string, margin: string): string {
  if (margin === "") return text;
  const kept = [...leftOutRanges(text), ...templateRanges(text)];
  let at = 0;
  const lines = text.split("\n").map((line) => {
    const start = at;
    at += line.length + 1;
    const isQuoted = kept.some(([from, to]) => from < start && start <= to);
    return line.startsWith(margin) && !isQuoted ? line.slice(margin.length) : line;
  });
  return lines.join("\n");
}

/** The text of template literals, as far as the text can be read. */
function templateRanges(text: string): [from: number, to: number][] {
  const found: [number, number][] = [];
  try {
    for (const { type, start, end } of tokenizer(text, { ecmaVersion: "latest", sourceType: "module" })) {
      if (type === tokTypes.template) found.push([start - 1, end]);
    }
  } catch {
    // A text that is no TypeScript has no more of them.
  }
  return found.filter(([from, to]) => text.slice(from, to).includes("\n"));
}

/** The inputs that a cell's beginning sets, as they were written or as a formatter writes them. */
function inputsIn(text: string): unknown {
  const begin = text.slice(0, Math.max(0, text.indexOf("/*-*/")));
  const call = begin.indexOf("$cell");
  const from = begin.indexOf("{", call);
  if (call < 0 || from < 0 || !/^\$cell\$?\(\s*(["'`])[\w-]*\1\s*,\s*$/.test(begin.slice(call, from))) return {};
  try {
    return literal(parseExpressionAt(begin, from, { ecmaVersion: "latest" }) as unknown as SyntaxNode);
  } catch {
    return {};
  }
}

/** What a literal says; null for anything else. */
function literal(node: SyntaxNode): unknown {
  if (node.type === "Literal") return node.value;
  if (node.type === "UnaryExpression" && node.operator === "-") return -Number(literal(child(node, "argument")));
  if (node.type === "ArrayExpression") return list(node, "elements").map(literal);
  if (node.type === "TemplateLiteral")
    return list(node, "quasis")
      .map(({ value }) => String(Object(value).cooked))
      .join("");
  if (node.type !== "ObjectExpression") return null;
  const pairs = list(node, "properties").filter(({ type }) => type === "Property");
  return Object.fromEntries(pairs.map((one) => [keyOf(child(one, "key")), literal(child(one, "value"))]));
}

function keyOf({ name, value }: SyntaxNode): string {
  return String(name ?? value);
}
