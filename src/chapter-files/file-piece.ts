/** A cell as a file has it, before it is known which cell of the book it is. */
export interface FilePiece {
  /** what the file calls it, if it does */
  label: string | null;
  /** code, or text beside it */
  kind: "code" | "text";
  source: string;
  /** what its inputs are set to, as the file says it */
  inputs: unknown;
}

/** A file that can't be read; the message says so to its reader. */
export class FileProblem extends Error {}

/** A cell's text without the empty lines around it. */
export function withoutMargins(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}
