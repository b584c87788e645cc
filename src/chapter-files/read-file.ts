import { type FilePiece, FileProblem } from "./file-piece.ts";
import { readNotebook } from "./read-notebook.ts";
import { isScript, readScript } from "./read-script.ts";

/** What a downloaded file brings back, cell by cell. */
export interface FileReading {
  /** the chapter it is of; null if the file does not say */
  slug: string | null;
  pieces: FilePiece[];
}

export const maxFileLength = 4_000_000;

const maxPieces = 1000;

/** Reads what `Download` wrote, edited or not. */
export function readChapterFile(name: string, text: string): FileReading {
  if (text.length > maxFileLength) throw new FileProblem(`${name} is larger than any chapter. It was not read.`);
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const reading = /^\s*\{/.test(plain) && !isScript(plain) ? readNotebook(name, plain) : readScript(plain);
  if (reading.pieces.length > maxPieces) {
    throw new FileProblem(`${name} has ${reading.pieces.length} cells, more than any chapter. It was not read.`);
  }
  return reading;
}
