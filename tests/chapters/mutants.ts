import { parseTypeScript } from "../../src/notebook/language/parse.ts";
import { child, isNode, list, type SyntaxNode } from "../../src/notebook/language/syntax-tree.ts";

export interface Mutant {
  /** "t - 1 -> t + 1" */
  what: string;
  code: string;
}

/** One small slip each: another operator, a number off by one, a step left out. */
export function mutantsOf(solution: string): Mutant[] {
  const found = new Map<string, Mutant>();
  for (const node of nodesOf(parseTypeScript(solution))) {
    for (const text of variantsOf(node, (one) => solution.slice(one.start, one.end))) {
      const code = guarded(solution.slice(0, node.start) + text + solution.slice(node.end));
      const old = solution.slice(node.start, node.end);
      found.set(code, { what: `${oneLine(old)} -> ${oneLine(text)}`, code });
    }
  }
  return [...found.values()];
}

const others: Record<string, string[]> = {
  "+": ["-"],
  "-": ["+"],
  "*": ["/", "+"],
  "/": ["*"],
  "**": ["*"],
  "<": ["<=", ">"],
  "<=": ["<", ">="],
  ">": [">=", "<"],
  ">=": [">", "<="],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "+=": ["-="],
};

type TextOf = (node: SyntaxNode) => string;

function variantsOf(node: SyntaxNode, text: TextOf): string[] {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "AssignmentExpression":
      return operatorVariants(node, text);
    case "UnaryExpression":
      return [text(child(node, "argument"))];
    case "Literal":
      return literalVariants(node.value);
    case "ConditionalExpression": {
      const [test, yes, no] = ["test", "consequent", "alternate"].map((key) => text(child(node, key)));
      return [`(${test}) ? (${no}) : (${yes})`, `(${yes})`, `(${no})`];
    }
    case "MemberExpression": {
      if (node.computed !== true) return [];
      const [object, property] = [text(child(node, "object")), text(child(node, "property"))];
      return [`${object}[(${property}) + 1]`, `${object}[(${property}) - 1]`];
    }
    case "CallExpression":
      return callVariants(node, text);
    case "IfStatement":
      return [";"];
    default:
      return [];
  }
}

function operatorVariants(node: SyntaxNode, text: TextOf): string[] {
  const isAssignment = node.type === "AssignmentExpression";
  const [left, right] = [text(child(node, "left")), text(child(node, "right"))];
  const operator = String(node.operator);
  const turned = (others[operator] ?? []).map((other) => `${left} ${other} ${right}`);
  const paired = turned.map((one) => (isAssignment ? one : `(${one})`));
  const isOrdered = ["-", "/", "**"].includes(operator);
  const halves = isAssignment ? [] : [`(${left})`, `(${right})`];
  return [...paired, ...halves, ...(isOrdered ? [`((${right}) ${operator} (${left}))`] : [])];
}

function literalVariants(value: unknown): string[] {
  if (typeof value === "number") return [`${value + 1}`, `(${value - 1})`];
  if (typeof value === "boolean") return [String(!value)];
  return typeof value === "string" ? ['"something else"'] : [];
}

/** `Math.log(x)` -> `x`, `list.slice(1)` -> `list` */
function callVariants(node: SyntaxNode, text: TextOf): string[] {
  const callee = child(node, "callee");
  const inputs = list(node, "arguments").map(text);
  if (callee.type !== "MemberExpression") return [];
  const object = text(child(callee, "object"));
  return object === "Math" ? inputs.map((one) => `(${one})`) : [`(${object})`];
}

/** A slip can make a loop endless. */
function guarded(code: string): string {
  const guard = 'if ((globalThis.turns = (globalThis.turns ?? 0) + 1) > 1e6) throw new Error("endless");';
  return code.replace(/(\bfor \([^\n]*\) \{)\n/g, (loop) => `${loop.trimEnd()} ${guard}\n`);
}

function nodesOf(node: SyntaxNode): SyntaxNode[] {
  const inside = Object.entries(node).flatMap(([key, value]) => {
    if (/type/i.test(key)) return [];
    return (Array.isArray(value) ? value : [value]).filter(isNode).flatMap(nodesOf);
  });
  return [node, ...inside];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
