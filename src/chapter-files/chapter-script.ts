import { analyse, type CellProgram } from "../notebook/language/analyse.ts";
import { cellApiNames } from "../notebook/cell-api/cell-api.ts";
import { CellProblem } from "../notebook/base/cell-error.ts";
import type { InputValues } from "../notebook/output/output.ts";
import { parseTypeScript } from "../notebook/language/parse.ts";
import { child, childrenOf, isNode, list, type SyntaxNode } from "../notebook/language/syntax-tree.ts";
import {
  importInBlock,
  type ImportStatement,
  importStatements,
  importText,
  originOf,
  type ScriptImport,
} from "./script-imports.ts";
import { added, cellMark, escapeMarks, leftOut } from "./script-marks.ts";
import { ScriptScope } from "./script-scope.ts";

export interface FileCell {
  id: string;
  source: string;
  inputs: InputValues;
}

export interface FileChapter {
  /** its name in an address */
  slug: string;
  title: string;
  cells: FileCell[];
}

/** Where scripts get the cell API from. */
export const apiModule = "mini-rlhf/notebook";

/** What the head of a script says under its first line. */
export const scriptHead = [
  "//",
  "// Run it inside the repository: npx node <this file>. The book takes it back as well:",
  "// edit between the marks, then choose Open a file on the chapter's page.",
];

/** A cell that can be read, or why it cannot. */
type ScriptCell = FileCell & { program: ReadCell | CellProblem };

interface ReadCell extends CellProgram {
  tree: SyntaxNode;
  /** types that it declares */
  types: string[];
}

/**
 * A chapter as one TypeScript program for Node: its cells in order, each with its own text. What a
 * later cell declares again stands in a block that reaches to the end of the file, so that, as in
 * the notebook, a name means the nearest definition above.
 */
export function writeScript({ slug, title, cells }: FileChapter): string {
  const read = cells.map((cell): ScriptCell => ({ ...cell, program: tryRead(cell.source) }));
  const programs = read.flatMap(({ program }) => (isProblem(program) ? [] : [program]));
  const used = new Set(programs.flatMap(({ references }) => [...references.free.keys()]));
  const own =
    ["$cell", "$$cell", "$cell$"].find((name) => !cells.some(({ source }) => source.includes(name))) ?? "$cell";
  const api = cellApiNames.filter((name) => name !== "console" && used.has(name));
  const scope = new ScriptScope(apiModule, api, used, meanings(programs, used));
  const bodies = read.map((cell) => cellText(cell, scope, own));
  const imports = [...api, own === "$cell" ? own : `$cell as ${own}`].join(", ");
  const hoisted = [...scope.hoisted].map(([specifier, names]) => importText(specifier, names));
  const head = [
    `// ${oneLine(title)} - mini-rlhf, chapter ${slug}`,
    ...scriptHead,
    "",
    added([`import { ${imports} } from "${apiModule}";`, ...hoisted].join("\n")),
  ];
  return `${[...head, ...bodies].join("\n")}\n${added(`await ${own}.end();${scope.closing}`)}\n`;
}

/** By name, all that it means in the chapter: an import's origin, or the cell that defines it. */
function meanings(programs: ReadCell[], used: ReadonlySet<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (name: string, origin: string): void => void found.set(name, (found.get(name) ?? new Set()).add(origin));
  programs.forEach((program, index) => {
    const imports = importStatements(program.source, used).flatMap(({ names }) => names);
    const known = new Set(imports.map(({ local }) => local));
    for (const one of imports) note(one.local, originOf(one));
    for (const name of ownNames(program)) note(name, `cell ${index}`);
    // What no cell above defines is a global, or not there.
    for (const name of program.references.free.keys()) if (!known.has(name) && !found.has(name)) note(name, "global");
  });
  return found;
}

function ownNames({ imports, definitions, types }: ReadCell): string[] {
  const imported = new Set(imports.flatMap(({ bindings }) => bindings.map(({ local }) => local)));
  return [...definitions.filter((name) => !imported.has(name)), ...types];
}

function cellText({ id, source, inputs, program }: ScriptCell, scope: ScriptScope, own: string): string {
  const set = Object.keys(inputs).length > 0 ? `, ${JSON.stringify(inputs).replace(/\//g, "\\/")}` : "";
  const begin = `await ${own}("${id}"${set});`;
  if (isProblem(program)) {
    const why = `This cell cannot be read: ${oneLine(program.message)}`;
    return `\n${cellMark(id)}\n${added(`${begin} console.error(${JSON.stringify(why).replace(/\//g, "\\/")});`)}\n${leftOut(escapeMarks(source))}\n`;
  }
  const names = ownNames(program);
  const statements = importStatements(source, scope.used);
  const opening = scope.open(
    names,
    statements.flatMap((one) => one.names),
    hasVar(program.tree),
  );
  const cuts = [
    ...statements.flatMap((one) => importCut(one, scope)),
    ...exportCuts(program, scope),
    ...valueCuts(program, own),
  ];
  for (const name of names) scope.define(name, `cell ${id}`);
  return `\n${cellMark(id)}\n${added(`${opening}${begin}`)}\n${cutText(source, cuts)}\n`;
}

interface Cut {
  start: number;
  end: number;
  text: (own: string) => string;
}

/** The cell's text with these parts written otherwise. */
function cutText(source: string, cuts: Cut[]): string {
  let at = 0;
  let text = "";
  for (const { start, end, text: write } of cuts.sort((a, b) => a.start - b.start)) {
    text += escapeMarks(source.slice(at, start)) + write(escapeMarks(source.slice(start, end)));
    at = end;
  }
  return text + escapeMarks(source.slice(at));
}

/** An import stays as it is at the top level, where nothing of it is known already. */
function importCut({ start, end, specifier, names }: ImportStatement, scope: ScriptScope): Cut[] {
  const fresh = names.filter((one) => !scope.isFrom(one.local, originOf(one)));
  for (const one of fresh) scope.define(one.local, originOf(one));
  const isAsWritten = fresh.length === names.length && names.every(({ isType, isMarked }) => isType === isMarked);
  if (!scope.isNested && isAsWritten) return [];
  return [{ start, end, text: (own) => leftOut(own) + instead(specifier, names, fresh, scope) }];
}

function instead(specifier: string, names: ScriptImport[], fresh: ScriptImport[], scope: ScriptScope): string {
  if (names.length > 0 && fresh.length === 0) return "";
  if (!scope.isNested) return added(importText(specifier, fresh));
  const inBlock = scope.hoist(specifier, fresh);
  return inBlock.length === 0 ? "" : added(importInBlock(specifier, inBlock));
}

/** Nothing can be exported from a block, and nothing twice from a file. */
function exportCuts({ tree }: ReadCell, scope: ScriptScope): Cut[] {
  return list(tree, "body").flatMap((node): Cut[] => {
    if (node.type !== "ExportNamedDeclaration") return [];
    const isName = !isNode(node.declaration);
    if (!isName && !scope.isNested) return [];
    return [{ start: node.start, end: isName ? node.end : child(node, "declaration").start, text: leftOut }];
  });
}

/** The value that a cell ends with is given to whoever shows it. */
function valueCuts({ tree, display }: ReadCell, own: string): Cut[] {
  if (!display) return [];
  const last = list(tree, "body").findLast(({ type }) => type === "ExpressionStatement");
  const isList = last !== undefined && child(last, "expression").type === "SequenceExpression";
  const [before, after] = isList ? [`${own}.value = (`, added(")")] : [`${own}.value = `, ""];
  return [{ ...display, text: (text) => `${added(before)}${text}${after}` }];
}

function hasVar(node: SyntaxNode): boolean {
  return (node.type === "VariableDeclaration" && node.kind === "var") || [...childrenOf(node)].some(hasVar);
}

function tryRead(source: string): ReadCell | CellProblem {
  try {
    const tree = parseTypeScript(source);
    return { ...analyse(source), tree, types: list(tree, "body").flatMap(typeName) };
  } catch (error) {
    if (error instanceof CellProblem) return error;
    throw error;
  }
}

function typeName(node: SyntaxNode): string[] {
  const declared = node.type === "ExportNamedDeclaration" && isNode(node.declaration) ? node.declaration : node;
  return /^TS(?:TypeAlias|Interface)Declaration$/.test(declared.type) ? [String(child(declared, "id").name)] : [];
}

function isProblem(program: ReadCell | CellProblem): program is CellProblem {
  return program instanceof CellProblem;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
