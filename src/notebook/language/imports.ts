import { CellProblem, type Position, positionAt } from "../base/cell-error.ts";
import { child, isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/** One import statement of a cell. */
export interface ImportRequest {
  specifier: string;
  /** where the module's name stands */
  at: Position;
  bindings: ImportedName[];
}

export interface ImportedName {
  /** the export's name; "*" for the whole module */
  imported: string;
  local: string;
  at: Position;
}

/** The imports that are there at run time; `import type` is not. */
export function findImports(tree: SyntaxNode, source: string): ImportRequest[] {
  return list(tree, "body")
    .filter((node) => node.type === "ImportDeclaration" && !isTypeOnly(node))
    .map((node) => {
      const module = child(node, "source");
      const values = list(node, "specifiers").filter((one) => one.importKind !== "type");
      return {
        specifier: String(module.value),
        at: positionAt(source, module.start),
        bindings: values.map((one) => binding(one, source)),
      };
    });
}

/** The modules that `import("name")` calls name outright, with where they do. */
export function findDynamicImports(calls: SyntaxNode[], source: string): Omit<ImportRequest, "bindings">[] {
  return calls
    .map((call) => child(call, "source"))
    .filter(({ type, value }) => type === "Literal" && typeof value === "string")
    .map(({ value, start }) => ({ specifier: String(value), at: positionAt(source, start) }));
}

/**
 * `export { a }` changes nothing: cells below see every name as it is. With another name, or from a
 * module, it promises them a name that is not there.
 */
export function refuseExports(tree: SyntaxNode, source: string): void {
  for (const node of list(tree, "body").filter(({ type }) => type === "ExportNamedDeclaration")) {
    const values = list(node, "specifiers").filter((one) => node.exportKind !== "type" && one.exportKind !== "type");
    const renamed = values.find((one) => nameOf(child(one, "local")) !== nameOf(child(one, "exported")));
    const module = node.source;
    if (isNode(module) && values.length > 0) {
      const specifiers = values.map((one) => importSpecifier(one)).join(", ");
      const hint = `Write import { ${specifiers} } from ${source.slice(module.start, module.end)}; instead.`;
      throw new CellProblem(
        "SyntaxError",
        "A cell cannot pass on a module; import the names you need.",
        positionAt(source, node.start),
        hint,
      );
    }
    if (!renamed) continue;
    const [local, exported] = [nameOf(child(renamed, "local")), nameOf(child(renamed, "exported"))];
    throw new CellProblem(
      "SyntaxError",
      "A cell has nothing to export: later cells see its names as they are.",
      positionAt(source, renamed.start),
      /^[\p{ID_Start}$_]/u.test(exported) && exported !== "default"
        ? `Write const ${exported} = ${local}; instead.`
        : `The cells below can use ${local}.`,
    );
  }
}

function importSpecifier(specifier: SyntaxNode): string {
  const [local, exported] = [nameOf(child(specifier, "local")), nameOf(child(specifier, "exported"))];
  return local === exported ? local : `${local} as ${exported}`;
}

function nameOf(node: SyntaxNode): string {
  return String(node.name ?? node.value);
}

function isTypeOnly(node: SyntaxNode): boolean {
  const specifiers = list(node, "specifiers");
  const isEmpty = specifiers.length > 0 && specifiers.every((one) => one.importKind === "type");
  return node.importKind === "type" || isEmpty;
}

function binding(specifier: SyntaxNode, source: string): ImportedName {
  const local = child(specifier, "local").name as string;
  const at = positionAt(source, specifier.start);
  if (specifier.type === "ImportNamespaceSpecifier") return { imported: "*", local, at };
  if (specifier.type === "ImportDefaultSpecifier") return { imported: "default", local, at };
  return { imported: nameOf(child(specifier, "imported")), local, at };
}
