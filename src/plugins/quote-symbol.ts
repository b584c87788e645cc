/** Finds a function, type or constant in a file by its name, with the comment above it. */
import { parseTypeScript } from "../notebook/language/parse.ts";
import { child, isNode, list, type SyntaxNode } from "../notebook/language/syntax-tree.ts";

export interface Quote {
  code: string;
  /** lines of the file, from 1 */
  firstLine: number;
  lastLine: number;
}

/** The declaration of `symbol` at the file's top level, or the names that there are. */
export function quoteSymbol(file: string, symbol: string): Quote | { known: string[] } {
  const statements = list(parseTypeScript(file), "body");
  const found = statements.find((statement) => namesOf(statement).includes(symbol));
  if (!found) return { known: statements.flatMap(namesOf) };
  const start = startOfComment(file, found.start);
  return {
    code: file.slice(start, found.end),
    firstLine: lineAt(file, start),
    lastLine: lineAt(file, found.end),
  };
}

function namesOf(statement: SyntaxNode): string[] {
  const { declaration } = statement;
  const declared = isNode(declaration) ? declaration : statement;
  if (declared.type === "VariableDeclaration") {
    return list(declared, "declarations").map((one) => String(child(one, "id").name));
  }
  return isNode(declared.id) ? [String(declared.id.name)] : [];
}

/** A comment that ends on the line before belongs to what follows. */
function startOfComment(file: string, start: number): number {
  const before = file.slice(0, start);
  return /\/\*\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\n$/.exec(before)?.index ?? start;
}

function lineAt(file: string, offset: number): number {
  return file.slice(0, offset).split("\n").length;
}
