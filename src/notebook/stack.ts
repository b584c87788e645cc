import { type CellFrame, findCellPlace } from "./compile.ts";

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
