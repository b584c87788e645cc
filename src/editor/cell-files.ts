/**
 * The cells of a page as the modules of one program, as in src/check/cell-program.ts but for text
 * that is being typed: the compiler's own parser finds the names, and it also reads broken code.
 */
import ts from "typescript";

export interface EditorCell {
  id: string;
  source: string;
}

export interface CellFile {
  path: string;
  text: string;
  /** where the reader's own text begins and ends in it */
  start: number;
  end: number;
}

export function cellPath(id: string): string {
  return `/cells/${id}.ts`;
}

/** Every cell imports what it does not define itself from the nearest cell above that does. */
export function cellFiles(cells: readonly EditorCell[]): CellFile[] {
  const definedIn = new Map<string, string>();
  return cells.map(({ id, source }) => {
    const { all, unexported } = topLevelNames(source);
    const above = [...definedIn].filter(([name]) => !all.has(name));
    const head = above.map(([name, cell]) => `import { ${name} } from "${cellPath(cell)}"; `).join("");
    const text = `${head}\n${source}\nexport { ${[...unexported].join(", ")} };\n`;
    for (const name of all) definedIn.set(name, id);
    const start = head.length + 1;
    return { path: cellPath(id), text, start, end: start + source.length };
  });
}

/** What a text defines for the cells below it: values, types and imports. */
export function topLevelNames(source: string): { all: Set<string>; unexported: Set<string> } {
  const [all, unexported] = [new Set<string>(), new Set<string>()];
  const file = ts.createSourceFile("/cell.ts", source, ts.ScriptTarget.ESNext);
  for (const statement of file.statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    for (const name of namesOf(statement)) {
      all.add(name);
      if (!isExported) unexported.add(name);
    }
  }
  return { all, unexported };
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name?.text ? [statement.name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return name.text ? [name.text] : [];
  return name.elements.flatMap((one) => (ts.isBindingElement(one) ? boundNames(one.name) : []));
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
  if (!clause) return [];
  const { name, namedBindings } = clause;
  const own = name ? [name.text] : [];
  if (!namedBindings) return own;
  if (ts.isNamespaceImport(namedBindings)) return [...own, namedBindings.name.text];
  return [...own, ...namedBindings.elements.map((one) => one.name.text)].filter(Boolean);
}
