/** What the modules of the core export: names to offer, with the import that a choice needs. */
import ts from "typescript";
import type { Described, TextEdit } from "./language-api.ts";

export interface ModuleName {
  name: string;
  module: string;
  kind: string;
}

export class ModuleNames {
  readonly #modules: readonly string[];
  readonly #fileOf: (module: string) => string | undefined;
  #names: ModuleName[] | null = null;

  constructor(modules: readonly string[], fileOf: (module: string) => string | undefined) {
    this.#modules = modules.filter((name) => name.startsWith("mini-rlhf/"));
    this.#fileOf = fileOf;
  }

  /** Read once: the core does not change under the reader. */
  all(program: ts.Program): ModuleName[] {
    this.#names ??= this.#modules.flatMap((module) =>
      this.#exports(program, module).map((symbol) => {
        const kind = symbol.flags & ts.SymbolFlags.Function ? "function" : "const";
        return { name: symbol.name, module, kind: symbol.flags & ts.SymbolFlags.Type ? "interface" : kind };
      }),
    );
    return this.#names;
  }

  describe(program: ts.Program, module: string, name: string): Described | null {
    const symbol = this.#exports(program, module).find((one) => one.name === name);
    const declaration = symbol?.declarations?.[0];
    if (!symbol || !declaration) return null;
    const checker = program.getTypeChecker();
    const shown = ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration);
    const type = shown ? `: ${checker.typeToString(checker.getTypeOfSymbol(symbol))}` : "";
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    return { code: `${name}${type}`, doc };
  }

  #exports(program: ts.Program, module: string): ts.Symbol[] {
    const checker = program.getTypeChecker();
    const file = program.getSourceFile(this.#fileOf(module) ?? "");
    const symbol = file && checker.getSymbolAtLocation(file);
    return symbol ? checker.getExportsOfModule(symbol) : [];
  }
}

/** Adds a name to the text's import of the module, or an import to the top. */
export function importEdit(source: string, name: string, module: string): TextEdit {
  const file = ts.createSourceFile("/cell.ts", source, ts.ScriptTarget.ESNext);
  const imports = file.statements.filter(ts.isImportDeclaration);
  for (const { moduleSpecifier, importClause } of imports) {
    const bindings = importClause?.namedBindings;
    const isSame = ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === module;
    if (!isSame || !bindings || !ts.isNamedImports(bindings)) continue;
    const last = bindings.elements.at(-1);
    if (last) return { from: last.end, to: last.end, insert: `, ${name}` };
  }
  const at = imports.at(-1)?.end ?? 0;
  const line = `import { ${name} } from "${module}";`;
  return { from: at, to: at, insert: at === 0 ? `${line}\n` : `\n${line}` };
}
