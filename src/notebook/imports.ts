import { type Position, positionAt } from "./cell-error.ts";
import { child, list, type SyntaxNode } from "./syntax-tree.ts";

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
  const imported = child(specifier, "imported");
  return { imported: String(imported.name ?? imported.value), local, at };
}
