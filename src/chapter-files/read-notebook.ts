/** Reads a Jupyter notebook, of any nbformat and whatever program has written it last. */
import { hashText } from "../notebook/base/hash-text.ts";
import { type FilePiece, FileProblem } from "./file-piece.ts";
import { withoutApiImport } from "./read-script.ts";

const inputsCall = /^(?:await )?\$cell\("inputs", \{.*\}\);?$/gm;

export function readNotebook(name: string, text: string): { slug: string | null; pieces: FilePiece[] } {
  const notebook = parse(name, text);
  const { cells, worksheets, metadata } = Object(notebook) as Record<string, unknown>;
  // nbformat 3 had its cells on sheets.
  const sheets = Array.isArray(worksheets) ? worksheets : [];
  const all: unknown[] = Array.isArray(cells) ? cells : sheets.flatMap((sheet: unknown) => listOf(Object(sheet).cells));
  const slug = ownData(metadata).chapter;
  return { slug: typeof slug === "string" ? slug : null, pieces: all.flatMap(pieceOf) };
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileProblem(`${name} is no notebook: it is not JSON from beginning to end.`);
  }
}

function pieceOf(cell: unknown): FilePiece[] {
  const { id, cell_type: type, metadata, source, input } = Object(cell) as Record<string, unknown>;
  const text = textOf(source ?? input);
  if (text === null) return [];
  const { id: ownId, inputs, text: hash } = ownData(metadata);
  const label = [ownId, id, Object(metadata).id].find((one) => typeof one === "string") ?? null;
  if (type !== "code" && type !== undefined) {
    const isBooks = hash === hashText(text);
    return isBooks || text.trim() === "" ? [] : [{ label, kind: "text", source: text, inputs: {} }];
  }
  const own = withoutApiImport(text).replace(inputsCall, "");
  // The cell that only brings the cell API is none of the chapter's.
  if (own !== text && own.trim() === "") return [];
  return [{ label, kind: "code", source: own === text ? text : own.trim(), inputs }];
}

/** nbformat keeps a text as its lines or as a whole. */
function textOf(source: unknown): string | null {
  if (typeof source === "string") return source.replace(/\r\n?/g, "\n");
  if (!Array.isArray(source)) return null;
  return source
    .filter((line) => typeof line === "string")
    .join("")
    .replace(/\r\n?/g, "\n");
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What a notebook's metadata says to this book. */
function ownData(metadata: unknown): Record<string, unknown> {
  return Object((Object(metadata) as Record<string, unknown>)["mini-rlhf"]) as Record<string, unknown>;
}
