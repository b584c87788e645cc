import { Parser } from "acorn";
import { CellProblem, positionAt } from "../base/cell-error.ts";
import { ConditionalArrows } from "./conditional-arrows.ts";
import { foreignCode } from "./foreign-code.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { remedyFor, unexpected } from "./unexpected.ts";

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
  const foreign = /stack space/.test(message ?? "") ? null : foreignCode(source, pos);
  if (foreign) {
    const said = `This looks like ${foreign.language}; a cell reads TypeScript.`;
    return new CellProblem("SyntaxError", said, positionAt(source, foreign.offset), foreign.hint);
  }
  const { message: said, hint } = describe(source, pos, message ?? "");
  return new CellProblem("SyntaxError", said, positionAt(source, pos), hint);
}

function describe(source: string, pos: number, message: string): { message: string; hint?: string } {
  const plain = message.replace(/ \(\d+:\d+\)$/, "").replace(/\.$/, "");
  if (/stack space/.test(plain)) return { message: "This is nested too deeply to be read." };
  if (plain === "'return' outside of function") {
    return { message: "A cell has nothing to return from; the value of its last line is shown." };
  }
  if (/^Unexpected /i.test(plain)) return unexpected(source, pos);
  const hint = remedyFor(plain);
  return { message: `${plain[0]!.toUpperCase()}${plain.slice(1)}.`, ...(hint ? { hint } : {}) };
}
