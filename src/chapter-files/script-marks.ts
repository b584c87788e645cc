// A chapter as a script is its cells' own text and, between these marks, what makes one program of
// them. Taking the marks away gives the cells back, so a file can be edited, formatted and read in
// again: formatters move and indent comments, and put a space beside them, but keep what they say.
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

/** The space is left out by some programs, and a label may be anything that somebody wrote. */
const cellMarkPattern = /^([ \t]*)\/\/ ?%%(?!%)(.*)$/;

/** The cell that begins in this line, if one does: what it is called and how far it is indented. */
export function markedCell(line: string): { label: string; indent: string } | null {
  const [, indent, label] = cellMarkPattern.exec(line) ?? [];
  return indent === undefined ? null : { label: label!.trim(), indent };
}

/** A reader's own text that looks like a mark is made longer by one sign. */
export function escapeMarks(source: string): string {
  return source
    .replace(/\/\*(\++)\*\//g, "/*+$1*/")
    .replace(/\/\*(~+)/g, "/*~$1")
    .replace(/^([ \t]*\/\/ ?%)(%+)/gm, "$1%$2");
}

/**
 * Without what was added. A formatter has put a space inside the mark and another one behind it; and
 * if it leaves out semicolons, it has left out those that only the added code makes needless.
 */
export function withoutAdded(text: string): string {
  let isBare = false;
  return replaced(text, "/*+*/", "/*-*/", (inner, behind, next) => {
    if (!/^\s/.test(inner)) return behind;
    if (inner.includes("$cell") && /\)\s*$/.test(inner)) isBare = true;
    const isValue = /\.value\s*=[\s(]*$/.test(inner);
    return (isBare && isValue && /[[(`+\-/]/.test(next) ? ";" : "") + (behind === " " ? "" : behind);
  });
}

/** With what the program did without, and the reader's own text that looks like a mark. */
export function withLeftOut(text: string): string {
  return replaced(text, "/*~ ", " ~*/", (inner, behind) => inner.replace(/\*~(~*)\//g, "*$1/") + behind)
    .replace(/\/\*\+(\++)\*\//g, "/*$1*/")
    .replace(/\/\*~(~+)/g, "/*$1")
    .replace(/^([ \t]*\/\/ ?%)%(%+)/gm, "$1$2");
}

/** Where a text says what the program leaves out. */
export function leftOutRanges(text: string): [from: number, to: number][] {
  return [...ranges(text, "/*~ ", " ~*/")];
}

/** Writes something else for what stands between two marks, and for the sign behind them; `next` is the one that is no space. */
function replaced(
  text: string,
  open: string,
  close: string,
  write: (inner: string, behind: string, next: string) => string,
): string {
  let done = "";
  let at = 0;
  for (const [from, to] of ranges(text, open, close)) {
    // Two marks may stand side by side.
    const behind = text.startsWith("/*", to) ? "" : text.slice(to, to + 1);
    const next = behind === " " ? text.slice(to + 1, to + 2) : behind;
    done += text.slice(at, from) + write(text.slice(from + open.length, to - close.length), behind, next);
    at = to + behind.length;
  }
  return done + text.slice(at);
}

/** One after the other, marks included. No pattern does this in one go through a text that only opens them. */
function* ranges(text: string, open: string, close: string): Generator<[from: number, to: number]> {
  for (let at = 0; ;) {
    const from = text.indexOf(open, at);
    const end = from < 0 ? -1 : text.indexOf(close, from + open.length);
    if (end < 0) return;
    at = end + close.length;
    yield [from, at];
  }
}
