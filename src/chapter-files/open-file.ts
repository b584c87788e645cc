/** From a file to the cells of a chapter. */
import { FileProblem } from "./file-piece.ts";
import { type PageCell, type Placement, placePieces } from "./place-pieces.ts";
import { readChapterFile } from "./read-file.ts";

/** The chapter that a file is opened in. */
export interface OpenChapter {
  slug: string;
  cells: readonly PageCell[];
}

/** Finds the places of what a file has, or says why it is none of this chapter's. */
export function placeFile(name: string, text: string, { slug, cells }: OpenChapter): Placement {
  const reading = readChapterFile(name, text);
  const ids = new Set(cells.map(({ id }) => id));
  const labels = reading.pieces.flatMap(({ kind, label }) => (kind === "code" && label !== null ? [label] : []));
  const known = labels.filter((label) => ids.has(label));
  const isOther = reading.slug !== null && reading.slug !== slug;
  // Chapters may have cells of one name; a chapter that the book has renamed has most of them still.
  if (isOther && known.length * 2 <= labels.length) {
    throw new FileProblem(`${name} has no cell of this chapter. It is of the chapter “${reading.slug}”.`);
  }
  const placement = placePieces(reading.pieces, cells);
  if (placement.changes.length === 0 && (isOther || reading.slug === null || reading.pieces.length === 0)) {
    throw new FileProblem(`${name} has no cells of this book: it takes back the .ts and .ipynb files that it made.`);
  }
  return placement;
}
