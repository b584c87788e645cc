import { Parser } from "acorn";
import { CellProblem, positionAt } from "./cell-error.ts";
import { ConditionalArrows } from "./conditional-arrows.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

const options = { sourceType: "module", ecmaVersion: "latest", locations: true } as const;
const TypeScriptParser = ConditionalArrows as unknown as typeof Parser;

/** Parses a cell as a TypeScript module, or says where it stopped making sense. */
export function parseTypeScript(source: string): SyntaxNode {
  try {
    return TypeScriptParser.parse(source, options) as unknown as SyntaxNode;
  } catch (error) {
    if (error instanceof TypeError) throw error;
    throw syntaxProblem(source, error);
  }
}

/** Parses what is left when the types are blank. */
export function parseJavaScript(source: string): SyntaxNode {
  try {
    return Parser.parse(source, options) as unknown as SyntaxNode;
  } catch (error) {
    throw syntaxProblem(source, error);
  }
}

function syntaxProblem(source: string, error: unknown): CellProblem {
  const { pos, message } = error as { pos?: number; message?: string };
  if (pos === undefined) {
    // The parser ran out of stack.
    return new CellProblem("SyntaxError", "This is nested too deeply to be read.", null);
  }
  return new CellProblem("SyntaxError", describe(source, pos, message ?? ""), positionAt(source, pos));
}

function describe(source: string, pos: number, message: string): string {
  const plain = message.replace(/ \(\d+:\d+\)$/, "").replace(/\.$/, "");
  if (/stack space/.test(plain)) return "This is nested too deeply to be read.";
  if (plain === "'return' outside of function") {
    return "A cell has nothing to return from; the value of its last line is shown.";
  }
  if (!/^Unexpected token/i.test(plain)) return `${plain[0]!.toUpperCase()}${plain.slice(1)}.`;
  if (source.slice(pos).trim() === "") {
    return "The code ends too early. Is a bracket, brace or quote left open?";
  }
  const token = /^(?:[\p{ID_Continue}$]+|=>|\.{3}|.)/u.exec(source.slice(pos))?.[0] ?? "";
  return `Unexpected "${token}".`;
}
