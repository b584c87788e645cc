import { isCli } from "./import-rules.ts";
import { isNode, type Module, type SyntaxNode } from "./modules.ts";
import type { SourceTree } from "./source-tree.ts";

/** Chapters display the public core; the rest of snippets/ has pages of its own. */
const limits = { functionLines: 60, publicFileLines: 160, fileLines: 250, columns: 80 };

/** Files are named after one idea, and none only passes others' names on. */
export function filesHaveOneIdea(modules: Module[]) {
  return ours(modules).flatMap(({ path, nodes }) => {
    if (/\/(utils?|helpers?|types|common|misc|shared)\.ts$/.test(path)) {
      return [`${path}: name it after what it does`];
    }
    const body = nodes[0]!.body as SyntaxNode[];
    const passesOn = body.length > 0 && body.every((statement) => isNode(statement.source) && isExport(statement));
    const isIndex = /\/index\.ts$/.test(path) && !path.startsWith("src/pages/");
    return passesOn || isIndex ? [`${path} is a barrel: import from the files themselves`] : [];
  });
}

function isExport(statement: SyntaxNode) {
  return statement.type.startsWith("Export");
}

/** Chance comes from a seeded rng; tf.multinomial draws the same for all rows. */
export function chanceIsSeeded(modules: Module[], tree: SourceTree) {
  const inCode = ours(modules).flatMap(({ path, nodes }) =>
    nodes
      .filter((node) => isMember(node, "Math", "random") || isMember(node, "tf", "multinomial"))
      .map((node) => `${path}:${node.loc.start.line} draws without a seed`),
  );
  const inChapters = [...tree]
    .filter(([path]) => path.startsWith("chapters/") && path.endsWith(".mdx"))
    .filter(([, text]) => /^[^`]*(Math\.random|tf\.multinomial)\(/m.test(text))
    .map(([path]) => `${path} draws without a seed`);
  return [...inCode, ...inChapters];
}

/** Core and notebook run anywhere: no page, and no Node outside the cli. */
export function codeRunsAnywhere(modules: Module[]) {
  const page = ["document", "window", "localStorage"];
  return ours(modules).flatMap(({ path, nodes }) => {
    const forbidden = path.startsWith("snippets/") || path.startsWith("src/notebook/") ? [...page] : [];
    if (forbidden.length > 0 && !isCli(path)) forbidden.push("process", "Buffer");
    return nodes
      .filter((node) => node.type === "MemberExpression" && isNode(node.object))
      .filter((node) => forbidden.includes(String((node.object as SyntaxNode).name)))
      .map((node) => `${path}:${node.loc.start.line} uses ${(node.object as SyntaxNode).name}`);
  });
}

function isMember(node: SyntaxNode, object: string, property: string) {
  return (
    node.type === "MemberExpression" &&
    isNode(node.object) &&
    node.object.name === object &&
    isNode(node.property) &&
    node.property.name === property
  );
}

/** A function fits on a screen. */
export function functionsAreShort(modules: Module[]) {
  const kinds = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];
  return modules
    .filter(({ path }) => !/\.(test|spec)\.ts$/.test(path))
    .flatMap(({ path, nodes }) =>
      nodes
        .filter((node) => kinds.includes(node.type))
        .map((node) => ({ ...node.loc, lines: node.loc.end.line - node.loc.start.line + 1 }))
        .filter(({ lines }) => lines > limits.functionLines)
        .map(({ start, lines }) => `${path}:${start.line} has a function of ${lines} lines`),
    );
}

/** Code that chapters display fits the page: its width and a reader's patience. */
export function displayedFilesFit(modules: Module[]) {
  return modules
    .filter(({ path }) => path.startsWith("snippets/"))
    .flatMap(({ path, source }) => {
      const lines = source.trimEnd().split("\n");
      const wide = lines.flatMap((line, index) =>
        [...line].length > limits.columns ? [`${path}:${index + 1} is over ${limits.columns} columns`] : [],
      );
      const most = isPublic(path) ? limits.publicFileLines : limits.fileLines;
      return lines.length > most ? [...wide, `${path} has ${lines.length} lines, over ${most}`] : wide;
    });
}

function isPublic(path: string) {
  return /^snippets\/(?:(?:world|methods|labeler|chase|illustrations)\/)?[^/]+$/.test(path);
}

function ours(modules: Module[]) {
  return modules.filter(({ path }) => /^(snippets|src)\//.test(path));
}
