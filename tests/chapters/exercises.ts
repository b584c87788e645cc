import { cellsOf } from "../../src/check/cell-program.ts";
import { parseTypeScript } from "../../src/notebook/parse.ts";
import { child, isNode, list, type SyntaxNode } from "../../src/notebook/syntax-tree.ts";

export interface Exercise {
  /** the id of its cell */
  id: string;
  start: string;
  solution: string;
}

/** The exercises of a chapter's MDX, each with its cell and its solution. */
export function exercisesOf(mdx: string): Exercise[] {
  return [...mdx.matchAll(/^<Exercise [\s\S]*?^<\/Exercise>/gm)].map(([block]) => {
    const [cell] = cellsOf(block);
    const solution = /^```ts solution\n([\s\S]*?)^```/m.exec(block)?.[1];
    if (!cell || solution === undefined) throw new Error(`No cell or no solution in ${block.slice(0, 80)}`);
    return { id: cell.id, start: cell.code, solution };
  });
}

/** The cell with its own functions and constants replaced by those of the answer. */
export function answered(start: string, answer: string): string {
  let code = start;
  for (const { name, text } of declarations(answer)) {
    const old = declarations(code).find((one) => one.name === name);
    if (!old) throw new Error(`The exercise has no "${name}" to fill in.`);
    code = code.slice(0, old.start) + text + code.slice(old.end);
  }
  return code;
}

function declarations(code: string) {
  return list(parseTypeScript(code), "body").flatMap((statement) => {
    const name = nameOf(statement);
    const { start, end } = statement;
    return name === undefined ? [] : [{ name, start, end, text: code.slice(start, end) }];
  });
}

function nameOf(statement: SyntaxNode): string | undefined {
  if (statement.type === "VariableDeclaration") {
    const [first] = list(statement, "declarations");
    return first && (child(first, "id").name as string | undefined);
  }
  const isDeclaration = statement.type === "FunctionDeclaration";
  return isDeclaration && isNode(statement.id) ? String(statement.id.name) : undefined;
}
