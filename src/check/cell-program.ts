/**
 * A chapter's cells as TypeScript modules, for the type checker: each stands at
 * its own line of the MDX file and imports what the cells above it define.
 */
import { readCellFences } from "../book/cell-fence.ts";
import { analyse } from "../notebook/language/analyse.ts";
import { CellProblem } from "../notebook/base/cell-error.ts";

export interface ChapterCell {
  id: string;
  code: string;
  /** the line of the MDX file that the code begins in, from 1 */
  line: number;
  /** the book keeps its values for the cells below */
  isKept: boolean;
  /** what it shows at other positions of its controls is printed, too */
  isTraced: boolean;
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

/** The cells of an MDX file, in order. */
export function cellsOf(mdx: string): ChapterCell[] {
  return readCellFences(mdx).cells.map(({ id, code, line, keep, traced }) => ({
    ...{ id, code, line: line + 1, isKept: keep, isTraced: traced },
  }));
}

/** Fences that mean to be cells and are written in another way, and so would not be checked. */
export function unreadFences(mdx: string): CellFault[] {
  return readCellFences(mdx).faults;
}

/** The modules of all cells that can be read, and the faults of the others. */
export function cellModules(cells: readonly ChapterCell[]) {
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
