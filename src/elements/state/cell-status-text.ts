import type { CellError } from "../../notebook/base/cell-error.ts";
import { type CellStatus, expectedSeconds, isTextNew, type Run, stateOf, type Wait } from "./cell-state.ts";

/** Where a text comes from, and whether it stays. */
export interface Keeping {
  isFromLink: boolean;
  /** this browser does not keep it */
  isBlocked: boolean;
}

export const outdatedWords = "out of date";

/** How the bar under a cell's code says the state; `now` in milliseconds. */
export function barWords(status: CellStatus, keeping: Keeping, now: number): string {
  const state = stateOf(status);
  const words =
    state === "edited" ? editedWords(status, keeping) : state === "stale" ? outdatedWords : runWords(status.run, now);
  return status.isLiving ? words + goesOn : words;
}

/** Said of a cell whose timers go on after its end. */
export const goesOn = "; still going";

function editedWords(status: CellStatus, { isFromLink, isBlocked }: Keeping): string {
  const hasRun = status.ranSource !== null;
  if (isFromLink && !hasRun) return "from a link, has not run";
  if (!isTextNew(status)) return inputWords(expectedSeconds(status));
  return `edited${hasRun ? " since the last run" : ""}${isBlocked ? "; this browser cannot keep it" : ""}`;
}

/** What was set and did not run by itself: what takes long is for the reader to begin. */
function inputWords(seconds: number | null): string {
  const changed = "input changed since the last run";
  return seconds !== null && seconds > 1 ? `${changed}; a run takes about ${Math.round(seconds)} s` : changed;
}

function runWords(run: Run, now: number): string {
  switch (run.phase) {
    case "frozen":
      if (!run.values) return "as printed";
      return run.values === "taken" ? "values taken from the book" : "its values are taken from the book";
    case "queued":
      return waitWords(run.waits);
    case "running":
      return runningWords(run, now);
    default:
      return endWords(run);
  }
}

function waitWords(waits: Wait | null): string {
  if (waits === null) return "starting";
  if ("behind" in waits) return `waits for ${waits.behind}`;
  if ("taken" in waits) return `takes ${waits.taken} from the book`;
  return `runs ${waits.above === 1 ? "1 cell" : `${waits.above} cells`} above first`;
}

/** That other cells run first is not what a reader has asked for: it is told. */
export function waitTold(waits: Wait | null): string | null {
  return waits && "above" in waits ? waitWords(waits) : null;
}

function runningWords({ asked, restsSince, begun, loads }: Run & { phase: "running" }, now: number): string {
  if (asked === "stop") return "stopping";
  if (restsSince !== null) return "paused";
  if (asked === "pause") return "pausing";
  const seconds = Math.round((now - begun) / 1000);
  if (seconds >= 2) return `running, ${seconds} s`;
  return loads === null ? "running" : `running: loads ${loads}`;
}

/** How a run ended. */
export function endWords(run: Run): string {
  switch (run.phase) {
    case "done": {
      const { seconds, differences } = run;
      const took = seconds >= 1 ? ` in ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s` : "";
      const printed = differences === undefined ? "" : `, ${differences === 0 ? "same" : "not"} as printed`;
      return `done${took}${printed}`;
    }
    case "error":
      return run.isLate ? "error after the end" : `error${lineWords(run.line)}`;
    case "stopped":
      return "stopped";
    default:
      return "";
  }
}

/** The same for who cannot see the output. */
export function endTold(run: Run, error: CellError | null): string {
  return error ? `Error${lineWords(error.line)}: ${error.message}` : endWords(run);
}

function lineWords(line: number | null): string {
  return line ? ` in line ${line}` : "";
}

export function olderBelow(cells: readonly string[]): string {
  return `${cells.length > 1 ? `${cells.length} cells below are` : `Cell “${cells[0]}” below is`} ${outdatedWords}`;
}
