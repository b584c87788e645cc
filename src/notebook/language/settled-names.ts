import { findReferences, topLevelNames } from "./references.ts";
import { child, isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/** What hands a cell something that the reader can set. */
const inputCalls = ["slider", "select", "textInput", "seedInput", "ranking", "askRanking"];

interface Part {
  defines: string[];
  uses: string[];
  /** it declares constants; anything else may change what it uses */
  isConstant: boolean;
  /** what it declares cannot be changed through a call, or is loaded to be read */
  isFirm: boolean;
}

/**
 * The names of a cell's top level that hold the same whatever the reader sets in the cell: cells that take
 * only these are not out of date when a slider moves. It errs on the side of out of date. That no call with a
 * setting among its arguments changes a model is taken on trust (tests/chapters/settled.deep.test.ts tries it
 * for the book's cells), and so this holds for the book's own texts alone.
 */
export function settledNames(program: SyntaxNode): Set<string> {
  const parts = list(program, "body").flatMap(declarations).map(partOf);
  const firm = new Set(parts.filter(({ isFirm }) => isFirm).flatMap(({ defines }) => defines));
  const moved = new Set(inputCalls);
  for (let before = -1; before < moved.size;) {
    before = moved.size;
    for (const { defines, uses, isConstant } of parts) {
      if (!uses.some((name) => moved.has(name))) continue;
      for (const name of defines) moved.add(name);
      for (const name of uses) if (!isConstant || !firm.has(name)) moved.add(name);
    }
  }
  return new Set(topLevelNames(program).filter((name) => !moved.has(name)));
}

/** A statement; one that declares several names, each by itself. */
function declarations(statement: SyntaxNode): SyntaxNode[] {
  if (statement.type !== "VariableDeclaration") return [statement];
  return list(statement, "declarations").map((one) => ({ ...statement, declarations: [one] }));
}

function partOf(statement: SyntaxNode): Part {
  const alone = { ...statement, type: "Program", body: [statement] };
  const isConstant =
    statement.type === "FunctionDeclaration" ||
    (statement.type === "VariableDeclaration" && statement.kind === "const");
  return {
    defines: topLevelNames(alone),
    uses: [...findReferences(alone).free.keys()],
    isConstant,
    isFirm:
      isConstant &&
      (statement.type === "FunctionDeclaration" || isFirm(child(list(statement, "declarations")[0]!, "init"))),
  };
}

function isFirm(value: SyntaxNode): boolean {
  switch (value.type) {
    case "Literal":
    case "TemplateLiteral":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "AwaitExpression":
      return true;
    case "ArrayExpression":
      return list(value, "elements").every(isFirm);
    case "ObjectExpression":
      return list(value, "properties").every(({ value: property }) => isNode(property) && isFirm(property));
    default:
      return false;
  }
}
