import { findCellPlace } from "./compile.ts";
import type { Position } from "./cell-error.ts";

/** One step of a stack trace that lies in a cell's compiled code. */
export interface CellFrame {
  cell: string;
  place: Position;
}

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
