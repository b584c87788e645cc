import { cellsOf } from "../../src/check/cell-program.ts";
import { parseTypeScript } from "../../src/notebook/language/parse.ts";
import { child, isNode, list, type SyntaxNode } from "../../src/notebook/language/syntax-tree.ts";

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

/** What a learner's function may do instead of answering, and what it should be told. */
const broken: [kind: string, body: string, says: RegExp][] = [
  ["forgets to return", "{}", /return missing/],
  ["gives NaN", "{ return NaN; }", /not a number|is expected|is said|expected|true keeps/],
  ["gives null", "{ return null; }", /null/],
  ["throws", '{ throw new Error("Bang"); }', /stopped with an error in line \d+: Bang/],
  ["trips", "{ return inputs.nothing.more; }", /stopped with an error in line \d+/],
  ["calls itself", "{ return NAME(...inputs); }", /calls itself without end/],
  ["gives a promise", "{ return Promise.resolve(1); }", /promise/],
  ["gives a function", "{ return () => 1; }", /function/],
  ["gives a text", '{ return "nonsense"; }', /nonsense/],
  ["gives an empty record", "{ return {}; }", /\{\}|gave/],
];

/** Each of the solution's functions, broken in each of these ways. */
export function brokenAnswers(solution: string): [what: string, answer: string, says: RegExp][] {
  return functionsOf(solution).flatMap(({ name }) =>
    broken.map(([kind, body, says]): [string, string, RegExp] => [
      `${name} ${kind}`,
      `function ${name}(...inputs) ${body.replace("NAME", name)}`,
      says,
    ]),
  );
}

/** Each of its functions right, but for the lists that it was given, which it spoils. */
export function spoilingAnswers(solution: string): [what: string, answer: string][] {
  const takeLists = functionsOf(solution).filter(({ text }) => /^[^{]*\[\]/.test(text.split(/\)(: |\s*\{)/)[0]!));
  return takeLists.map(({ name, text }) => [
    name,
    `${without(solution, name)}\nfunction ${name}(...inputs) {
       ${text}
       const result = ${name}(...inputs);
       for (const one of inputs) if (Array.isArray(one)) one.reverse().push(one[0]);
       return result;
     }`,
  ]);
}

function without(solution: string, name: string): string {
  const { start, end } = declarations(solution).find((one) => one.name === name)!;
  return solution.slice(0, start) + solution.slice(end);
}

function functionsOf(solution: string) {
  return declarations(solution).filter(({ text }) => text.startsWith("function"));
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
