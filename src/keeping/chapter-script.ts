import { analyse, type CellProgram } from "../notebook/analyse.ts";
import { cellApiNames } from "../notebook/cell-api.ts";
import { CellProblem } from "../notebook/cell-error.ts";
import type { ImportedName } from "../notebook/imports.ts";
import type { InputValues } from "../notebook/output.ts";
import { parseTypeScript } from "../notebook/parse.ts";
import { list } from "../notebook/syntax-tree.ts";
import { added, cellMark, escapeMarks, leftOut } from "./script-marks.ts";

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

/**
 * A chapter as one TypeScript program for Node: its cells in order, each with its own text. What a
 * later cell declares again stands in a block that reaches to the end of the file, so that, as in
 * the notebook, a name means the nearest definition above.
 */
export function writeScript({ slug, title, cells }: FileChapter): string {
  const programs = cells.map(({ source }) => tryAnalyse(source));
  const used = new Set(programs.flatMap((one) => (isProblem(one) ? [] : [...one.references.free.keys()])));
  const api = cellApiNames.filter((name) => name !== "console" && used.has(name));
  const scope = new Scope(api, used);
  const bodies = cells.map((cell, index) => cellText(cell, programs[index]!, scope));
  const imports = [...api, "$cell", "$show"].join(", ");
  const head = [
    `// ${oneLine(title)} - mini-rlhf, chapter ${slug}`,
    "//",
    "// Run it inside the repository: npx node <this file>. The book takes it back as well:",
    "// edit between the marks, then choose Open a file on the chapter's page.",
    "",
    `import { ${imports} } from "${apiModule}";`,
  ];
  const tail = scope.depth > 0 ? `${added("}".repeat(scope.depth))}\n` : "";
  return `${[...head, ...bodies].join("\n")}${tail}`;
}

/** What names mean so far. */
class Scope {
  depth = 0;
  /** names that some cell uses as a value; the others may be types */
  readonly used: Set<string>;
  readonly #origins = new Map<string, string>();

  constructor(api: readonly string[], used: Set<string>) {
    this.used = used;
    for (const name of api) this.#origins.set(name, apiModule);
  }

  has(name: string): boolean {
    return this.#origins.has(name);
  }

  isFrom(name: string, origin: string): boolean {
    return this.#origins.get(name) === origin;
  }

  define(name: string, origin: string): void {
    this.#origins.set(name, origin);
  }
}

function cellText({ id, source, inputs }: FileCell, program: CellProgram | CellProblem, scope: Scope): string {
  const set = Object.keys(inputs).length > 0 ? `, ${JSON.stringify(inputs).replace(/\//g, "\\/")}` : "";
  const begin = `$cell("${id}"${set});`;
  if (isProblem(program)) {
    const why = `This cell cannot be read: ${oneLine(program.message)}`;
    return `\n${cellMark(id)}\n${added(`${begin} console.error(${JSON.stringify(why).replace(/\//g, "\\/")});`)}\n${leftOut(escapeMarks(source))}\n`;
  }
  const imports = program.imports.flatMap(({ specifier, bindings }) => bindings.map((one) => ({ specifier, ...one })));
  const imported = new Set(imports.map(({ local }) => local));
  const own = program.definitions.filter((name) => !imported.has(name));
  const isAnew =
    own.some((name) => scope.has(name)) ||
    imports.some((one) => scope.used.has(one.local) && scope.has(one.local) && !scope.isFrom(one.local, originOf(one)));
  if (isAnew) scope.depth++;
  const body = bodyOf(program, scope);
  for (const name of own) scope.define(name, `cell ${id}`);
  return `\n${cellMark(id)}\n${added(`${isAnew ? "{ " : ""}${begin}`)}\n${body}\n`;
}

interface Cut {
  start: number;
  end: number;
  text: (own: string) => string;
}

/** The cell's text with its imports fitted in and its last value shown. */
function bodyOf(program: CellProgram, scope: Scope): string {
  const { source, display } = program;
  const cuts = importCuts(program, scope);
  if (display) {
    const show = (own: string) => `${added("$show(await (")}${own}${added("))")}`;
    cuts.push({ ...display, text: show });
  }
  cuts.sort((a, b) => a.start - b.start);
  let at = 0;
  let text = "";
  for (const { start, end, text: write } of cuts) {
    text += escapeMarks(source.slice(at, start)) + write(escapeMarks(source.slice(start, end)));
    at = end;
  }
  return text + escapeMarks(source.slice(at));
}

/** An import stays as it is where nothing of it is known already and nothing of it is a type. */
function importCuts({ source, imports }: CellProgram, scope: Scope): Cut[] {
  const statements = list(parseTypeScript(source), "body").filter(({ type }) => type === "ImportDeclaration");
  return statements.flatMap(({ start, end, source: module }): Cut[] => {
    const request = imports.find(({ at, specifier }) => {
      const place = (module as { value: unknown; start: number }).start;
      return specifier === (module as { value: unknown }).value && offsetOf(source, at) === place;
    });
    const values = (request?.bindings ?? []).filter(({ local }) => scope.used.has(local));
    const specifier = request?.specifier ?? "";
    const fresh = values.filter((one) => !scope.isFrom(one.local, originOf({ ...one, specifier })));
    for (const one of fresh) scope.define(one.local, originOf({ ...one, specifier }));
    const isWhole = request !== undefined && fresh.length === request.bindings.length;
    if (scope.depth === 0 && (isWhole || !request)) return [];
    const instead = fresh.length === 0 ? "" : added(importText(specifier, fresh, scope.depth > 0));
    return [{ start, end, text: (own) => `${leftOut(own)}${instead}` }];
  });
}

function importText(specifier: string, names: ImportedName[], inBlock: boolean): string {
  const module = JSON.stringify(specifier);
  const [first] = names as [ImportedName, ...ImportedName[]];
  if (first.imported === "*") {
    return inBlock ? `const ${first.local} = await import(${module});` : `import * as ${first.local} from ${module};`;
  }
  const part = ({ imported, local }: ImportedName) => {
    const rename = inBlock ? `${imported}: ${local}` : `${imported} as ${local}`;
    return imported === local ? local : rename;
  };
  const parts = `{ ${names.map(part).join(", ")} }`;
  return inBlock ? `const ${parts} = await import(${module});` : `import ${parts} from ${module};`;
}

function originOf({ specifier, imported }: { specifier: string; imported: string }): string {
  return `${specifier} ${imported}`;
}

function offsetOf(source: string, { line, column }: { line: number; column: number }): number {
  const before = source.split("\n").slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}

function tryAnalyse(source: string): CellProgram | CellProblem {
  try {
    return analyse(source);
  } catch (error) {
    if (error instanceof CellProblem) return error;
    throw error;
  }
}

function isProblem(program: CellProgram | CellProblem): program is CellProblem {
  return program instanceof CellProblem;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
