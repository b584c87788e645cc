import { type CellFrame, findCellPlace, readersLine } from "../language/compile.ts";

/**
 * The frames of a stack trace that lie in cells, innermost first. Chromium writes
 * "at f (mini-rlhf-cell/gae.ts:3:7)", Firefox and WebKit "f@.../mini-rlhf-cell/gae.ts:3:7".
 */
export function cellFrames(stack: string): CellFrame[] {
  return stack
    .split("\n")
    .map(findCellPlace)
    .filter((frame) => frame !== null);
}

const callerName = /^\s*(?:at )?(?:async ?\*? ?)?([\w$.<>]*)\s*[@(]/;

/** "f (cell sft-loss, line 3)" for each frame that lies in a cell, innermost first. */
export function callers(stack: string): string[] {
  return stack.split("\n").flatMap((line) => {
    const frame = findCellPlace(line);
    if (!frame) return [];
    const name = callerName.exec(line)?.[1] ?? "";
    const where = `cell ${frame.cell}, line ${readersLine(frame.place)}`;
    return [/^(?:eval|anonymous|<anonymous>)?$/.test(name) ? where : `${name} (${where})`];
  });
}
