import { type CellError, CellProblem, errorAt, problemToError } from "../base/cell-error.ts";
import type { CompiledCell } from "../language/compile.ts";
import { isInstance, safely, textOf } from "../base/hostile-values.ts";
import { inspect } from "../cell-api/inspect.ts";
import { inspectedText } from "../output/inspected-text.ts";
import { cellFrames } from "../cell-api/stack.ts";

/** A cell's text and compiled form, as it was when it ran. */
interface RunCode {
  source: string;
  /** null when it did not get as far as being compiled */
  compiled: CompiledCell | null;
}

/** `serial`: of this run and no other, where the frame says it */
type CodeOf = (cell: string, serial?: number) => RunCode | undefined;

/**
 * What was thrown, told at the reader's own line and column. If it was thrown below the cell - in
 * the library, or in a function of another cell - the place is the line of this cell that called.
 */
export function describeThrown(thrown: unknown, cell: string, codeOf: CodeOf): CellError {
  const source = codeOf(cell)?.source ?? "";
  if (isInstance(thrown, CellProblem)) return problemToError(thrown, source);
  if (!isInstance(thrown, Error)) {
    return errorAt(source, null, "Thrown", thrownText(thrown));
  }
  const frames = framesOf(thrown, codeOf);
  const causes = causesOf(thrown, cell, codeOf);
  const here = frames.find((frame) => frame.cell === cell) ?? null;
  const innermost = frames[0];
  return {
    ...errorAt(source, here, textOf(thrown, "name") || "Error", textOf(thrown, "message")),
    ...(innermost && innermost.cell !== cell ? { origin: innermost } : {}),
    ...(causes.length > 0 ? { causes } : {}),
  };
}

function framesOf(thrown: Error, codeOf: CodeOf) {
  return cellFrames(textOf(thrown, "stack")).flatMap((frame) => {
    const compiled = codeOf(frame.cell, frame.serial)?.compiled;
    return compiled ? [{ cell: frame.cell, ...compiled.toReader(frame.place) }] : [];
  });
}

/** A chain of causes may be endless. */
const maxCauses = 5;

/** "TypeError: no such key (line 3)" for each `cause`, for the cause of that, and for what is joined in one error. */
function causesOf(thrown: Error, cell: string, codeOf: CodeOf): string[] {
  const causes = new Set<unknown>();
  const waiting = innerOf(thrown);
  while (waiting.length > 0 && causes.size < maxCauses) {
    const cause = waiting.shift();
    if (cause === thrown || causes.has(cause)) continue;
    causes.add(cause);
    if (isInstance(cause, Error)) waiting.push(...innerOf(cause));
  }
  return [...causes].map((cause) => (isInstance(cause, Error) ? errorLine(cause, cell, codeOf) : thrownText(cause)));
}

/** What an error says it comes from: its `cause`, and the errors of an AggregateError. */
function innerOf(error: Error): unknown[] {
  const cause = safely(() => error.cause, undefined);
  const joined = safely(() => (error instanceof AggregateError ? error.errors.slice(0, maxCauses) : []), []);
  return cause === undefined ? joined : [cause, ...joined];
}

function errorLine(error: Error, cell: string, codeOf: CodeOf): string {
  const here = framesOf(error, codeOf).find((frame) => frame.cell === cell);
  const text = `${textOf(error, "name") || "Error"}: ${textOf(error, "message")}`;
  return here ? `${text} (line ${here.line})` : text;
}

/** What was thrown, in words, if it is no error. */
export function thrownText(thrown: unknown): string {
  return typeof thrown === "string" ? thrown : inspectedText(inspect(thrown));
}
