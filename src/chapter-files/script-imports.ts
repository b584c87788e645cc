/** What a cell's import statements bring, types too, for a program that has every name once. */
import { parseTypeScript } from "../notebook/language/parse.ts";
import { child, list, type SyntaxNode } from "../notebook/language/syntax-tree.ts";

export interface ImportStatement {
  start: number;
  end: number;
  specifier: string;
  names: ScriptImport[];
}

export interface ScriptImport {
  specifier: string;
  /** the export's name; "*" for the whole module */
  imported: string;
  local: string;
  isType: boolean;
  /** the statement says itself that it is a type */
  isMarked: boolean;
}

/** `used`: the names that some cell uses as a value; an import of another one may be of a type. */
export function importStatements(source: string, used: ReadonlySet<string>): ImportStatement[] {
  return list(parseTypeScript(source), "body")
    .filter(({ type }) => type === "ImportDeclaration")
    .map((node) => {
      const specifier = String(child(node, "source").value);
      const names = list(node, "specifiers").map((one): ScriptImport => {
        const local = String(child(one, "local").name);
        const isMarked = node.importKind === "type" || one.importKind === "type";
        return { specifier, imported: importedName(one), local, isType: isMarked || !used.has(local), isMarked };
      });
      return { start: node.start, end: node.end, specifier, names };
    });
}

function importedName(specifier: SyntaxNode): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const { name, value } = child(specifier, "imported");
  return String(name ?? value);
}

/** Tells an imported name from another one that is called the same. */
export function originOf({ specifier, imported }: ScriptImport): string {
  return `${specifier} ${imported}`;
}

/** One statement that imports these names of one module. */
export function importText(specifier: string, names: readonly ScriptImport[]): string {
  const module = JSON.stringify(specifier);
  if (names.length === 0) return `import ${module};`;
  const whole = names.find(({ imported }) => imported === "*");
  if (whole) return `import ${whole.isType ? "type " : ""}* as ${whole.local} from ${module};`;
  const parts = names.map(({ imported, local, isType }) => {
    const name = imported === local ? local : `${imported} as ${local}`;
    return isType ? `type ${name}` : name;
  });
  return `import { ${parts.join(", ")} } from ${module};`;
}

/** The same where no import statement may stand: in a block. */
export function importInBlock(specifier: string, names: readonly ScriptImport[]): string {
  const module = JSON.stringify(specifier);
  const values = names.filter(({ isType }) => !isType);
  const types = names.filter(({ isType, imported }) => isType && imported !== "*");
  const whole = values.find(({ imported }) => imported === "*");
  const parts = values.map(({ imported, local }) => (imported === local ? local : `${imported}: ${local}`));
  const value = whole ? whole.local : `{ ${parts.join(", ")} }`;
  return [
    ...(values.length > 0 ? [`const ${value} = await import(${module});`] : []),
    ...types.map(({ imported, local }) => `type ${local} = import(${module}).${imported};`),
  ].join(" ");
}
