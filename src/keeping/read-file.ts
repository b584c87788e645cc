import { type CellChange, plainChanges } from "./changes.ts";
import { markedCell, withoutMarks } from "./script-marks.ts";

/** What a downloaded file brings back. */
export interface FileReading {
  /** the chapter it is of; null if the file does not say */
  slug: string | null;
  cells: CellChange[];
}

/** A file that can't be read; the message says so to its reader. */
export class FileProblem extends Error {}

export const maxFileLength = 4_000_000;

/** Reads what `Download` wrote, edited or not. */
export function readChapterFile(name: string, text: string): FileReading {
  if (text.length > maxFileLength) throw new FileProblem(`${name} is larger than any chapter. It was not read.`);
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const reading = /^\s*\{/.test(plain) && !/^\/\/ %% /m.test(plain) ? readNotebook(name, plain) : readScript(plain);
  if (reading.cells.length === 0) {
    throw new FileProblem(`${name} has no cells of this book: it takes back the .ts and .ipynb files that it made.`);
  }
  return reading;
}

function readScript(text: string): FileReading {
  const slug = /^\/\/ .* - mini-rlhf, chapter ([a-z0-9-]+)$/m.exec(text)?.[1] ?? null;
  const cells: { id: string; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const id = markedCell(line);
    if (id !== null) cells.push({ id, lines: [] });
    else cells.at(-1)?.lines.push(line);
  }
  const changes = cells.map(({ id, lines }) => {
    const own = lines.join("\n");
    return { id, source: withoutMarks(own).replace(/^\n+|\s+$/g, ""), inputs: inputsIn(own) };
  });
  return { slug, cells: plainChanges(changes)! };
}

function inputsIn(text: string): unknown {
  const json = /^\/\*\+\*\/(?:\{ )?\$cell\("[a-z0-9-]+", (\{.*\})\);/m.exec(text)?.[1];
  try {
    return json === undefined ? {} : JSON.parse(json);
  } catch {
    return {};
  }
}

function readNotebook(name: string, text: string): FileReading {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    throw new FileProblem(`${name} is no notebook: it is not JSON from beginning to end.`);
  }
  const { cells, metadata } = Object(notebook) as { cells?: unknown; metadata?: unknown };
  const slug: unknown = own(metadata).chapter;
  const changes = (Array.isArray(cells) ? cells : []).flatMap((cell: unknown) => {
    const { source, metadata: about } = Object(cell) as { source?: unknown; metadata?: unknown };
    const { id, inputs } = own(about);
    const lines = Array.isArray(source) ? source.join("") : source;
    return typeof id === "string" && typeof lines === "string" ? [{ id, source: lines, inputs }] : [];
  });
  return { slug: typeof slug === "string" ? slug : null, cells: plainChanges(changes)! };
}

/** What a notebook's metadata says to this book. */
function own(metadata: unknown): Record<string, unknown> {
  return Object((Object(metadata) as Record<string, unknown>)["mini-rlhf"]) as Record<string, unknown>;
}
