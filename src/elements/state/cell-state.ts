import type { InputValues } from "../../notebook/output/output.ts";

/**
 * frozen: shows what the book printed, and has not run here. idle: has not run, and the book prints
 * nothing of it. queued: waits for its turn. running. done: fresh, the output belongs to this text.
 * paused: rests in the middle of its run. error. stopped: by the reader. edited: the text is newer
 * than the output, or was never run. stale: a cell above has changed since.
 */
export type CellState =
  "frozen" | "idle" | "queued" | "running" | "paused" | "done" | "error" | "stopped" | "edited" | "stale";

/** What a cell waits for: its turn behind another one, cells above, values that the book has. */
export type Wait = { behind: string } | { above: number } | { taken: string };

/** How the last run stands; times in milliseconds. */
export type Run =
  /** `values`: a cell below takes them from the book, or has them */
  | { phase: "frozen"; values?: "coming" | "taken" }
  | { phase: "idle" }
  | { phase: "queued"; waits: Wait | null; since: number; former: Run; isReset: boolean }
  | Running
  /** `differences` from what the book printed, where that can be said */
  | { phase: "done"; seconds: number; differences?: number }
  /** `isLate`: from something that the cell had left behind */
  | { phase: "error"; seconds: number | null; line: number | null; isLate: boolean }
  | { phase: "stopped" };

interface Running {
  phase: "running";
  /** since when the cell is busy, waiting included */
  since: number;
  /** when it began; rests move it */
  begun: number;
  restsSince: number | null;
  /** it shows a training's progress, and so can rest */
  canPause: boolean;
  /** what the reader asked it to do next */
  asked: "stop" | "pause" | null;
  /** a module that comes over the network */
  loads: string | null;
  /** the book's text and output are back already; nothing of this run is shown any more */
  isReset: boolean;
}

/** What a cell has to say of its run, beside its state. */
export interface RunNotes {
  readonly failed?: string;
  readonly undrawn?: string;
  /** where its training was when the page was left */
  readonly left?: { readonly step: number; readonly steps: number };
  /** what is not as the book printed it */
  readonly differences?: readonly string[];
  /** models that can be kept */
  readonly models?: readonly string[];
  /** what became of one that should be kept */
  readonly kept?: string;
  /** cells below that are out of date because this one ran */
  readonly below?: readonly string[];
}

/** All that a cell knows of itself. `next` makes a new one at each event; nothing else changes it. */
export interface CellStatus {
  /** the book's text, and as it is now */
  readonly original: string;
  readonly source: string;
  /** what the reader has set in it */
  readonly inputs: InputValues;
  /** what the book alone has of it */
  readonly initial: Run & { phase: "frozen" | "idle" };
  /** about how long the book's text runs; null where the book has not run it */
  readonly bookSeconds: number | null;
  readonly run: Run;
  /** the text that ran last, and the inputs that the outputs belong to */
  readonly ranSource: string | null;
  readonly ranInputs: InputValues;
  /** a cell above has changed since */
  readonly isOutdated: boolean;
  /** its code has ended, but timers or promises that it left behind go on */
  readonly isLiving: boolean;
  readonly notes: RunNotes;
  /** what was told last to who cannot see it */
  readonly told: string;
}

/** A cell as the page brings it. */
export function firstStatus(
  original: string,
  isPrinted: boolean,
  inputs: InputValues,
  bookSeconds: number | null = null,
): CellStatus {
  const initial = { phase: isPrinted ? "frozen" : "idle" } as const;
  return {
    ...{ original, source: original, inputs, initial, bookSeconds, run: initial },
    ...{ ranSource: null, ranInputs: {}, isOutdated: false, isLiving: false, notes: {}, told: "" },
  };
}

export function stateOf(status: CellStatus): CellState {
  const { run, isOutdated } = status;
  if (run.phase === "running" && run.restsSince !== null) return "paused";
  if (isBusy(status)) return run.phase;
  if (isTextNew(status) || areInputsNew(status)) return "edited";
  return isOutdated && run.phase !== "idle" ? "stale" : run.phase;
}

/** It runs, rests or waits for its turn. */
export function isBusy({ run }: CellStatus): boolean {
  return run.phase === "queued" || run.phase === "running";
}

/** The text is not the book's. */
export function isChanged({ source, original }: CellStatus): boolean {
  return source !== original;
}

/** The text is not the one that ran last, here or in the book. */
export function isTextNew({ source, ranSource, original }: CellStatus): boolean {
  return source !== (ranSource ?? original);
}

/** The outputs are of a run with other inputs. */
export function areInputsNew({ inputs, ranInputs }: CellStatus): boolean {
  return textOf(inputs) !== textOf(ranInputs);
}

/** It has run as it is written now, here or in the book, and is at rest. */
export function isSettled(status: CellStatus): boolean {
  return /^(?:frozen|done|error)$/.test(status.run.phase) && !isTextNew(status);
}

/** The reader has had it back to the book's state while it was still busy. */
export function isReset({ run }: CellStatus): boolean {
  return "isReset" in run && run.isReset;
}

/** How long its last run took, where it ran to its end. */
export function secondsOf({ run }: CellStatus): number | null {
  return "seconds" in run ? run.seconds : null;
}

/** How long a run may take, by the last one here or else by the book's; null where nobody knows. */
export function expectedSeconds(status: CellStatus): number | null {
  return secondsOf(status) ?? (isChanged(status) ? null : status.bookSeconds);
}

function textOf(values: InputValues): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
