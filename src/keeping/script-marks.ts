// A chapter as a script is its cells' own text and, between these marks, what makes one program of
// them. Taking the marks away gives the cells back, so a file can be edited and read in again.
//
//   // %% sft-train          a cell begins
//   /*+*/ added /*-*/        is not in the cell
//   /*~ import ... ~*/       is in the cell, and the program must do without it

export function added(code: string): string {
  return `/*+*/${code}/*-*/`;
}

/** Text of the cell that is no part of the program. */
export function leftOut(text: string): string {
  return `/*~ ${text.replace(/\*(~*)\//g, "*~$1/")} ~*/`;
}

export function cellMark(id: string): string {
  return `// %% ${id}`;
}

const cellMarkPattern = /^\/\/ %% ([a-z0-9-]+)[ \t]*$/;

/** The cell that begins in this line, if one does. */
export function markedCell(line: string): string | null {
  return cellMarkPattern.exec(line)?.[1] ?? null;
}

/** A reader's own text that looks like a mark is made longer by one sign. */
export function escapeMarks(source: string): string {
  return source
    .replace(/\/\*(\++)\*\//g, "/*+$1*/")
    .replace(/\/\*(~+)/g, "/*~$1")
    .replace(/^\/\/ %(%+)/gm, "// %%$1");
}

/** The cell's own text again. */
export function withoutMarks(text: string): string {
  return text
    .replace(/\/\*\+\*\/.*?\/\*-\*\//gs, "")
    .replace(/\/\*~ (.*?) ~\*\//gs, (_, inner: string) => inner.replace(/\*~(~*)\//g, "*$1/"))
    .replace(/\/\*\+(\++)\*\//g, "/*$1*/")
    .replace(/\/\*~(~+)/g, "/*$1")
    .replace(/^\/\/ %%(%+)/gm, "// %$1");
}
