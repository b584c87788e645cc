/**
 * What makes a fence of a chapter a cell, for all who read one: the page, the type check, freezing,
 * and the notebooks that readers download.
 *
 *     ```ts cell id=some-name does="What it does" keep fold open traced
 *
 * stands alone at the beginning of a line. `does` says in a line what a reader gets, `keep` keeps the
 * cell's values for those who begin below it, `fold` folds its imports, and `open` shows its code to all:
 * there the code is what the page is about. `traced` prints what the cell shows at every position of its
 * sliders and choices, so that they answer before anything has run.
 */
export interface CellFence {
  id: string;
  keep: boolean;
  fold: boolean;
  open: boolean;
  traced: boolean;
  does?: string;
}

/** What is wrong with a fence that means to be a cell. */
export interface FenceFault {
  fault: string;
}

/** A cell as it stands in a chapter's text. */
export interface PlacedCell extends CellFence {
  code: string;
  /** the line of the opening fence, from 1; the code begins in the next */
  line: number;
}

export interface PlacedFault {
  line: number;
  column: number;
  message: string;
}

interface OpenFence {
  /** the backticks or tildes that it is made of */
  marks: string;
  info: string;
  line: number;
  column: number;
}

const cellId = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const options = ["keep", "fold", "open", "traced"] as const;
const longestDoes = 80;

type Options = Record<(typeof options)[number], boolean>;

/** Whether a fence with these words after its marks means to be a cell. */
function meansCell(info: string): boolean {
  return /(?:^|\s)cell(?:\s|$)/.test(info);
}

/** The words after the marks of a fence that a Markdown parser has read. */
export function infoOf({ lang, meta }: { lang?: string | null; meta?: string | null }): string {
  return `${lang ?? ""} ${meta ?? ""}`.trim();
}

/**
 * Reads the words after a fence's marks, "ts cell id=a keep".
 * @returns null where they say nothing of a cell
 */
export function readCellInfo(info: string): CellFence | FenceFault | null {
  if (!meansCell(info)) return null;
  const does = /\sdoes="([^"]*)"/.exec(info);
  if (does && !(does[1]!.length <= longestDoes && /^\S.*[^\s.]$/.test(does[1]!))) {
    return { fault: `does="${does[1]}" is no line of at most ${longestDoes} letters without a full stop.` };
  }
  const [language = "", ...words] = info
    .replace(does?.[0] ?? "", "")
    .trim()
    .split(/\s+/);
  if (language !== "ts") {
    const given = language === "cell" ? "cell" : `${language} cell`;
    return { fault: `A cell is TypeScript: write \`\`\`ts cell id=some-name, not \`\`\`${given}.` };
  }
  if (words[0] !== "cell") return { fault: `"${words[0]}" stands before "cell": write \`\`\`ts cell id=some-name.` };
  const ids = words.filter((word) => word.startsWith("id="));
  const id = ids[0]?.slice("id=".length);
  if (id === undefined || id === "") return { fault: "This cell has no id: write ```ts cell id=some-name." };
  if (!cellId.test(id)) return { fault: `Cell id "${id}" must be lower-case words joined by hyphens.` };
  const others = words.slice(1).filter((word) => word !== ids[0]);
  const unknown = others.find((word, at) => !options.some((option) => option === word) || others.indexOf(word) !== at);
  if (unknown !== undefined) {
    return {
      fault: `"${unknown}" is none of a cell's words: id=${id}, does="…", keep, fold, open and traced, once each.`,
    };
  }
  const said = Object.fromEntries(options.map((option) => [option, others.includes(option)])) as Options;
  return { id, ...said, ...(does ? { does: does[1]! } : {}) };
}

export function isFault(read: CellFence | FenceFault): read is FenceFault {
  return "fault" in read;
}

/** The cells of a chapter's text in order, and the fences that mean to be cells and are written in another way. */
export function readCellFences(mdx: string): { cells: PlacedCell[]; faults: PlacedFault[] } {
  const cells: PlacedCell[] = [];
  const faults: PlacedFault[] = [];
  const lines = mdx.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const open = opening(lines[at]!, at + 1);
    if (!open) continue;
    const end = lines.findIndex((line, below) => below > at && closes(line, open.marks));
    const read = readCellInfo(open.info);
    const fault = read && faultOf(open, read, end < 0);
    if (fault) faults.push({ line: open.line, column: open.column, message: fault });
    else if (read && !isFault(read))
      cells.push({ ...read, code: lines.slice(at + 1, end).join("\n"), line: open.line });
    if (end < 0) break;
    at = end;
  }
  return { cells, faults };
}

function faultOf(open: OpenFence, read: CellFence | FenceFault, isOpen: boolean): string | null {
  if (isFault(read)) return read.fault;
  if (open.marks !== "```" || open.column !== 1) {
    return "A cell's fence is three backticks at the line's beginning: write ```ts cell id=some-name.";
  }
  return isOpen ? `Cell "${read.id}" has no end: close it with \`\`\` on a line of its own.` : null;
}

function opening(text: string, line: number): OpenFence | null {
  const [, indent, marks, info] = /^(\s*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(text) ?? [];
  if (indent === undefined || marks === undefined || info === undefined) return null;
  return { marks, info: info.trim(), line, column: indent.length + 1 };
}

function closes(text: string, marks: string): boolean {
  const end = text.trim();
  return end.length >= marks.length && end === marks[0]!.repeat(end.length);
}
