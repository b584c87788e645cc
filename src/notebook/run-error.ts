import { type CellError, CellProblem, errorAt, problemToError } from "./cell-error.ts";
import type { CompiledCell } from "./compile.ts";
import { inspect } from "./inspect.ts";
import { inspectedText } from "./inspected-text.ts";
import { cellFrames } from "./stack.ts";

/** A cell's text and compiled form, as it was when it ran. */
export interface RunCode {
  source: string;
  /** null when it did not get as far as being compiled */
  compiled: CompiledCell | null;
}

type CodeOf = (cell: string) => RunCode | undefined;

/**
 * What was thrown, told at the reader's own line and column. If it was thrown below the cell - in
 * the library, or in a function of another cell - the place is the line of this cell that called.
 */
export function describeThrown(
  thrown: unknown,
  cell: string,
  codeOf: CodeOf,
): CellError {
  const source = codeOf(cell)?.source ?? "";
  if (thrown instanceof CellProblem) return problemToError(thrown, source);
  if (!(thrown instanceof Error)) {
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
    const compiled = codeOf(frame.cell)?.compiled;
    return compiled ? [{ cell: frame.cell, ...compiled.toReader(frame.place) }] : [];
  });
}

/** A chain of causes may be endless. */
const maxCauses = 5;

/** "TypeError: no such key (line 3)" for each `cause`, and for the cause of that. */
function causesOf(thrown: Error, cell: string, codeOf: CodeOf): string[] {
  const causes: string[] = [];
  let cause = causeOf(thrown);
  while (cause !== undefined && causes.length < maxCauses) {
    const isError = cause instanceof Error;
    causes.push(isError ? errorLine(cause as Error, cell, codeOf) : thrownText(cause));
    cause = isError ? causeOf(cause as Error) : undefined;
  }
  return causes;
}

function errorLine(error: Error, cell: string, codeOf: CodeOf): string {
  const here = framesOf(error, codeOf).find((frame) => frame.cell === cell);
  const text = `${textOf(error, "name") || "Error"}: ${textOf(error, "message")}`;
  return here ? `${text} (line ${here.line})` : text;
}

function causeOf(error: Error): unknown {
  try {
    return error.cause;
  } catch {
    return undefined;
  }
}

function thrownText(thrown: unknown): string {
  return typeof thrown === "string" ? thrown : inspectedText(inspect(thrown));
}

/** A thrown object may be anything, even with getters that throw. */
function textOf(error: Error, key: "name" | "message" | "stack"): string {
  try {
    return String(error[key] ?? "");
  } catch {
    return "";
  }
}
