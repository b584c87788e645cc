/** What went wrong in a cell, as plain data. Lines and columns are the reader's own, from 1. */
export interface CellError {
  name: string;
  message: string;
  line: number | null;
  column: number | null;
  /** the line of the reader's code, for the caret */
  code: string | null;
  /** what to do about it */
  hint?: string;
  /** where it was thrown, when that was in a function of another cell */
  origin?: { cell: string; line: number; column: number };
  /** what the error says it was caused by, the nearest cause first */
  causes?: string[];
}

/** A place in a cell's text, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A cell that cannot be run as it is written. */
export class CellProblem extends Error {
  readonly at: Position | null;
  readonly hint: string | undefined;

  constructor(name: string, message: string, at: Position | null, hint?: string) {
    super(message);
    this.name = name;
    this.at = at;
    this.hint = hint;
  }
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

export function positionAt(source: string, offset: number): Position {
  const lines = source.slice(0, offset).split(lineBreak);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

export function problemToError(problem: CellProblem, source: string): CellError {
  return errorAt(source, problem.at, problem.name, problem.message, problem.hint);
}

export function errorAt(source: string, at: Position | null, name: string, message: string, hint?: string): CellError {
  return {
    name,
    message,
    line: at?.line ?? null,
    column: at?.column ?? null,
    code: at ? (source.split(lineBreak)[at.line - 1] ?? null) : null,
    ...(hint ? { hint } : {}),
  };
}
