/**
 * A chapter's cells as TypeScript modules, for the type checker: each stands at
 * its own line of the MDX file and imports what the cells above it define.
 */
import { analyse } from "../notebook/language/analyse.ts";
import { CellProblem } from "../notebook/base/cell-error.ts";

export interface CellSource {
  id: string;
  code: string;
  /** the line of the MDX file that the code begins in, from 1 */
  line: number;
  /** the book keeps its values for the cells below */
  isKept: boolean;
}

interface CellModule {
  id: string;
  text: string;
}

/** A cell that can't even be read. */
export interface CellFault {
  line: number;
  column: number;
  message: string;
}

/** `keep` is for freezing, `fold` for the page. */
const OPENING = /^```ts cell id=(\S+)((?: (?:keep|fold))*)\s*$/;

/** The cells of an MDX file, in order. */
export function cellsOf(mdx: string): CellSource[] {
  const cells: CellSource[] = [];
  const lines = mdx.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const opening = OPENING.exec(lines[i]!);
    if (!opening) continue;
    const [, id, words] = opening as unknown as [string, string, string];
    const end = lines.findIndex((line, at) => at > i && line.startsWith("```"));
    const code = lines.slice(i + 1, end < 0 ? undefined : end).join("\n");
    cells.push({ id, code, line: i + 2, isKept: /\bkeep\b/.test(words) });
  }
  return cells;
}

/** Fences of cells that are written in another way, and so would not be checked. */
export function unreadFences(mdx: string): CellFault[] {
  return mdx.split(/\r?\n/).flatMap((text, i) => {
    if (!/^\s*(`{3,}|~{3,}).*\bcell\b/.test(text) || OPENING.test(text)) return [];
    const message = "write ```ts cell id=some-name, alone at the line's beginning";
    return [{ line: i + 1, column: 1, message }];
  });
}

/** The modules of all cells that can be read, and the faults of the others. */
export function cellModules(cells: readonly CellSource[]) {
  const modules: CellModule[] = [];
  const faults: CellFault[] = [];
  const definedIn = new Map<string, string>(); // name -> the nearest cell above
  for (const { id, code, line } of cells) {
    try {
      const { definitions } = analyse(code);
      const names = [...new Set(definitions)];
      const above = [...definedIn].filter(([name]) => !names.includes(name));
      const imports = above.map(([name, cell]) => `import { ${name} } from "./${cell}.ts";`);
      const exports = `export { ${names.join(", ")} };`;
      const text = ["\n".repeat(line - 1) + code, ...imports, exports, ""].join("\n");
      modules.push({ id, text });
      names.forEach((name) => definedIn.set(name, id));
    } catch (error) {
      if (!(error instanceof CellProblem)) throw error;
      const { at, message } = error;
      faults.push({ line: line + (at?.line ?? 1) - 1, column: at?.column ?? 1, message });
    }
  }
  return { modules, faults };
}
