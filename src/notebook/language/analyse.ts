import { blankTypes } from "./strip-types.ts";
import { CellProblem, positionAt } from "../base/cell-error.ts";
import { findDynamicImports, findImports, type ImportRequest, refuseExports } from "./imports.ts";
import { parseJavaScript, parseTypeScript } from "./parse.ts";
import { findReferences, topLevelNames, type References } from "./references.ts";
import { settledNames } from "./settled-names.ts";
import { child, childrenOf, isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/** A cell as data: everything that can be known without running it. */
export interface CellProgram {
  source: string;
  /** the same text as JavaScript, in place: types and imports are spaces */
  js: string;
  imports: ImportRequest[];
  /** the modules it names in `import("module")` calls */
  dynamicImports: Omit<ImportRequest, "bindings">[];
  /** what these call in `js` */
  dynamicImportName: string;
  /** names it gives to the cells below: declarations and imports */
  definitions: string[];
  references: References;
  /** the definitions that no input of the cell can change */
  settled: ReadonlySet<string>;
  /** where the value to show stands in `js`: the last statement, if it is an expression */
  display: { start: number; end: number } | null;
}

/** Names for what a cell's `import("module")` calls: as long as the keyword, so columns stay. */
const importNames = ["load$$", "load_$", "$load$", "$$load", "_load$"];

/** Reads a cell, or throws a CellProblem that says where it cannot be read. */
export function analyse(source: string): CellProgram {
  try {
    return read(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CellProblem("SyntaxError", "This is nested too deeply to be read.", null);
  }
}

function read(source: string): CellProgram {
  const typed = parseTypeScript(source);
  refuseExports(typed, source);
  const imports = findImports(typed, source);
  const imported = imports.flatMap((one) => one.bindings.map((binding) => binding.local));
  const js = blankTypes(source, typed);
  const tree = parseJavaScript(js);
  const calls = nodesOfType(tree, "ImportExpression");
  const references = findReferences(tree);
  const dynamicImportName = importNames.find((name) => !source.includes(name)) ?? importNames[0]!;
  refuseImportMeta(tree, source);
  refuseOldComment(tree, js);
  refuseAssignedImports(references, imported, source);
  return {
    source,
    js: replaceDynamicImports(js, calls, dynamicImportName),
    imports,
    dynamicImports: findDynamicImports(calls, source),
    dynamicImportName,
    definitions: [...imported, ...topLevelNames(tree)],
    references,
    settled: new Set([...imported, ...settledNames(tree)]),
    display: displayed(tree, js),
  };
}

function replaceDynamicImports(js: string, calls: SyntaxNode[], name: string): string {
  return calls.reduce((text, { start }) => text.slice(0, start) + name + text.slice(start + 6), js);
}

function refuseImportMeta(tree: SyntaxNode, source: string): void {
  const node = nodesOfType(tree, "MetaProperty").find((one) => child(one, "meta").name === "import");
  if (!node) return;
  const hint = "Read files of the book with book(folder).";
  throw new CellProblem("SyntaxError", "A cell has no import.meta.", positionAt(source, node.start), hint);
}

/** The engine runs a cell as a script, where the HTML of the nineties begins a comment. */
function refuseOldComment(tree: SyntaxNode, js: string): void {
  const isOld = ({ operator, right }: SyntaxNode): boolean =>
    operator === "<" && isNode(right) && js.startsWith("<!--", right.start - 1);
  const node = nodesOfType(tree, "BinaryExpression").find(isOld);
  if (!node) return;
  const at = positionAt(js, child(node, "right").start - 1);
  throw new CellProblem(
    "SyntaxError",
    "`<!--` begins a comment in old JavaScript, so it is not run as a comparison.",
    at,
    "Put a space behind the `<`.",
  );
}

function refuseAssignedImports(found: References, imported: string[], source: string): void {
  const name = imported.find((one) => found.assigned.has(one));
  if (name === undefined) return;
  const at = positionAt(source, found.assigned.get(name)!);
  const message = `"${name}" is imported, so it cannot be assigned.`;
  throw new CellProblem("SyntaxError", message, at, `Copy it first: let copy = ${name};`);
}

function nodesOfType(node: SyntaxNode, type: string): SyntaxNode[] {
  const own = node.type === type ? [node] : [];
  return [...own, ...[...childrenOf(node)].flatMap((below) => nodesOfType(below, type))];
}

function displayed(tree: SyntaxNode, js: string): CellProgram["display"] {
  const last = list(tree, "body").findLast((node) => node.type !== "EmptyStatement");
  if (last?.type !== "ExpressionStatement") return null;
  const { start, end } = last;
  return { start, end: js[end - 1] === ";" ? end - 1 : end };
}
