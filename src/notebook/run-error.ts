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

/**
 * What was thrown, told at the reader's own line and column. If it was thrown below the cell - in
 * the library, or in a function of another cell - the place is the line of this cell that called.
 */
export function describeThrown(
  thrown: unknown,
  cell: string,
  codeOf: (cell: string) => RunCode | undefined,
): CellError {
  const source = codeOf(cell)?.source ?? "";
  if (thrown instanceof CellProblem) return problemToError(thrown, source);
  if (!(thrown instanceof Error)) {
    const message = typeof thrown === "string" ? thrown : inspectedText(inspect(thrown));
    return errorAt(source, null, "Thrown", message);
  }
  const frames = cellFrames(textOf(thrown, "stack")).flatMap((frame) => {
    const compiled = codeOf(frame.cell)?.compiled;
    return compiled ? [{ cell: frame.cell, ...compiled.toReader(frame.place) }] : [];
  });
  const here = frames.find((frame) => frame.cell === cell) ?? null;
  const innermost = frames[0];
  return {
    ...errorAt(source, here, textOf(thrown, "name") || "Error", textOf(thrown, "message")),
    ...(innermost && innermost.cell !== cell ? { origin: innermost } : {}),
  };
}

/** A thrown object may be anything, even with getters that throw. */
function textOf(error: Error, key: "name" | "message" | "stack"): string {
  try {
    return String(error[key] ?? "");
  } catch {
    return "";
  }
}
