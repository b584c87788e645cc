import { analyse } from "../../../src/notebook/language/analyse.ts";
import { blankTypes } from "../../../src/notebook/language/strip-types.ts";
import { CellProblem } from "../../../src/notebook/base/cell-error.ts";
import { parseTypeScript } from "../../../src/notebook/language/parse.ts";
import { complaints, shape, transpile } from "./typescript-oracle.ts";

/** TypeScript runs these; a cell does not, and says what to write instead. The whole list. */
const notInCells =
  /^(An enum is|A namespace is|A parameter property|Write `value as Type`|A cell has nothing to export|A cell cannot (pass on|put off)|Write `import \* as|Decorators cannot|`accessor` fields|A cell has no import\.meta|`<!--` begins)/;

export type Agreement = "same" | "both refuse" | "not in cells" | "TypeScript refuses";

/** How the cell compiler and TypeScript agree about a text; throws where they do not. */
export function compareWithTypeScript(source: string): Agreement {
  const theirs = transpile(source);
  const problem = problemOf(source);
  if (problem) {
    if (notInCells.test(problem.message)) return "not in cells";
    if (theirs.complaints.length > 0 || complaints(source).length > 0 || !isJavaScript(theirs.js)) return "both refuse";
    throw new Error(`Refused: ${problem.message} (${problem.at?.line}:${problem.at?.column})`);
  }
  if (theirs.complaints.length > 0) return "TypeScript refuses";
  const js = blankTypes(source, parseTypeScript(source));
  refuseMoved(source, js);
  if (shape(js) !== shape(theirs.js)) throw new Error(`Ours:\n${js}\nTypeScript's:\n${theirs.js}`);
  return "same";
}

export function problemOf(source: string): CellProblem | null {
  try {
    analyse(source);
    return null;
  } catch (error) {
    if (error instanceof CellProblem) return error;
    throw error;
  }
}

/** Every character stays in its place, or has become a blank, a semicolon or a bracket that moved. */
function refuseMoved(source: string, js: string): void {
  const isBreak = (char: string): boolean => /[\n\r\u2028\u2029]/.test(char);
  const moved = [...Array(Math.max(js.length, source.length)).keys()].find((at) => {
    const [before = "", after = ""] = [source[at], js[at]];
    return before !== after && (isBreak(before) || !/^[ ;()]$/.test(after));
  });
  if (moved !== undefined) throw new Error(`Changed at ${moved}:\n${js}`);
}

function isJavaScript(js: string): boolean {
  try {
    shape(js);
    return true;
  } catch {
    return false;
  }
}
