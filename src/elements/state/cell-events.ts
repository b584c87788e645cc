import type { CellError } from "../../notebook/base/cell-error.ts";
import type { OutputPatch } from "../../notebook/output/output-stream.ts";
import type { InputValues } from "../../notebook/output/output.ts";
import type { EndState } from "../../notebook/kernel/protocol.ts";
import { type CellStatus, isBusy, isReset, type Run, secondsOf, stateOf, type Wait } from "./cell-state.ts";
import { endTold, endWords, goesOn, olderBelow, outdatedWords, waitTold } from "./cell-status-text.ts";

/** What happens to a cell. */
export type CellEvent =
  /** by the reader */
  | { type: "edited"; source: string }
  | { type: "set"; inputs: InputValues }
  /** the run that waited for an input has it */
  | { type: "answered" }
  | { type: "asked"; asked: "stop" | "pause" }
  | { type: "reset" }
  /** by the notebook */
  | { type: "queued"; waits?: Wait | null }
  | { type: "restoring" }
  | { type: "restored" }
  | { type: "started"; source: string; inputs: InputValues }
  | { type: "preparing"; what: string }
  | { type: "paused"; isPaused: boolean }
  | { type: "outputs"; patches: OutputPatch[] }
  /** after the end of its run: timers or promises go on, or do no longer */
  | { type: "living"; isLiving: boolean }
  | { type: "finished"; state: EndState; error: CellError | null; seconds: number }
  | { type: "late-error"; error: CellError }
  /** its outputs beside those of the book */
  | { type: "compared"; differences: string[] }
  /** a cell above has changed, or has not; `isTold`: the cell that did it says so for all */
  | { type: "outdated"; isOutdated: boolean; isTold: boolean }
  /** cells below that are out of date */
  | { type: "dependents"; stale: string[] }
  | { type: "models"; names: string[] }
  /** a training of it was going on when the page was left, and can go on */
  | { type: "left"; step: number; steps: number }
  /** what became of one that should be kept */
  | { type: "kept"; text: string }
  /** something went wrong with the page, not with the code */
  | { type: "failed"; why: string }
  | { type: "undrawn"; why: string };

/** The cell after an event; the same object if that changes nothing. `now` in milliseconds. */
export function next(status: CellStatus, event: CellEvent, now: number): CellStatus {
  switch (event.type) {
    case "edited":
      return { ...status, source: event.source };
    case "set":
      return { ...status, inputs: event.inputs };
    case "answered":
      return { ...status, ranInputs: status.inputs };
    case "reset":
      return reset(status);
    case "queued":
      return queued(status, event.waits ?? null, now);
    case "restoring":
      return restored(status, "coming");
    case "restored":
      return restored(status, "taken");
    case "started":
      return started(status, event, now);
    case "finished":
      return finished(status, event);
    case "living":
      // In one message with how the run ended.
      return tell({ ...status, isLiving: event.isLiving }, event.isLiving ? status.told + goesOn : null);
    case "late-error":
      return failedLate(status, event.error);
    case "compared":
      return compared(status, event.differences);
    case "outdated":
      return outdated(status, event);
    case "dependents":
      return withBelow(status, event.stale);
    case "left":
      return withNotes(status, { left: { step: event.step, steps: event.steps } });
    case "models":
      return withNotes(status, { models: event.names, kept: undefined });
    case "kept":
      return tell(withNotes(status, { models: undefined, kept: event.text }), event.text);
    case "failed":
      return withNotes(status, { failed: event.why });
    case "undrawn":
      return withNotes(status, { undrawn: event.why });
    default:
      return running(status, event, now);
  }
}

type EventOf<T extends CellEvent["type"]> = Extract<CellEvent, { type: T }>;

/** What concerns a cell only while it runs. */
function running(
  status: CellStatus,
  event: EventOf<"asked" | "preparing" | "paused" | "outputs">,
  now: number,
): CellStatus {
  const { run } = status;
  if (run.phase !== "running") return status;
  switch (event.type) {
    case "asked":
      return { ...status, run: { ...run, asked: event.asked } };
    case "preparing":
      return { ...status, run: { ...run, loads: event.what } };
    case "outputs": {
      const canPause = run.canPause || event.patches.some(({ output }) => output.kind === "progress");
      return canPause === run.canPause ? status : { ...status, run: { ...run, canPause } };
    }
    case "paused": {
      const begun = run.begun + (run.restsSince === null ? 0 : now - run.restsSince);
      const rest = event.isPaused ? { restsSince: now } : { restsSince: null, begun };
      return tell({ ...status, run: { ...run, asked: null, ...rest } }, event.isPaused ? "Paused" : "Running again");
    }
  }
}

/** Waiting begins with the first word of it; later ones say better what for. */
function queued(status: CellStatus, waits: Wait | null, now: number): CellStatus {
  const { run } = status;
  if (run.phase === "running") return status;
  const before = run.phase === "queued" ? run : { since: now, former: run, isReset: false };
  const { since, former, isReset } = before;
  return tell({ ...status, run: { phase: "queued", waits, since, former, isReset } }, waitTold(waits));
}

/** Its values come from the book, for a cell below. */
function restored(status: CellStatus, values: "coming" | "taken"): CellStatus {
  if (status.run.phase !== "frozen") return status;
  return { ...status, isOutdated: false, run: { phase: "frozen", values } };
}

function started(status: CellStatus, { source, inputs }: EventOf<"started">, now: number): CellStatus {
  const since = status.run.phase === "queued" ? status.run.since : now;
  const run = {
    ...{ phase: "running" as const, since, begun: now, restsSince: null, canPause: false },
    ...{ asked: null, loads: null, isReset: isReset(status) },
  };
  if (run.isReset) return { ...status, run };
  return tell({ ...status, run, ranSource: source, ranInputs: inputs, isOutdated: false, notes: {} }, "Running");
}

function finished(status: CellStatus, { state, error, seconds }: EventOf<"finished">): CellStatus {
  const before = status.run;
  if (isReset(status)) return { ...status, run: status.initial };
  const neverBegan = before.phase === "queued" && state === "stopped";
  if (neverBegan && /done|frozen|error/.test(before.former.phase)) return { ...status, run: before.former };
  const run: Run =
    state === "error"
      ? { phase: "error", seconds, line: error?.line ?? null, isLate: false }
      : state === "done"
        ? { phase: "done", seconds }
        : { phase: "stopped" };
  return tell({ ...status, run, ranSource: status.ranSource ?? status.source }, endTold(run, error));
}

/** Something that a former run left behind has failed. */
function failedLate(status: CellStatus, error: CellError): CellStatus {
  if (status.run.phase === "running") return status;
  const run: Run = { phase: "error", seconds: secondsOf(status), line: null, isLate: true };
  return tell(status.run.phase === "queued" ? status : { ...status, run }, `Error: ${error.message}`);
}

/** How what it has just shown stands to what the book printed. */
function compared(status: CellStatus, differences: string[]): CellStatus {
  if (status.run.phase !== "done" || stateOf(status) !== "done") return status;
  const run: Run = { ...status.run, differences: differences.length };
  const notes = differences.length > 0 ? { differences } : {};
  return tell(withNotes({ ...status, run }, notes), endWords(run));
}

function outdated(status: CellStatus, { isOutdated, isTold }: EventOf<"outdated">): CellStatus {
  if (status.isOutdated === isOutdated) return status;
  const after = { ...status, isOutdated };
  if (stateOf(after) === "stale" && !isTold) return tell(after, outdatedWords);
  return !isOutdated && status.told === outdatedWords ? tell(after, "") : after;
}

/** In one message with how the run ended, which it would otherwise take the place of. */
function withBelow(status: CellStatus, stale: string[]): CellStatus {
  if (stale.length === 0) return status.notes.below ? withNotes(status, { below: undefined }) : status;
  const ended = /[.!?]$/.test(status.told) ? status.told : `${status.told}.`;
  // They need what this cell does not give: it is to be mended first.
  const below = status.run.phase === "error" ? undefined : stale;
  return tell(withNotes(status, { below }), `${ended} ${olderBelow(stale)}.`);
}

/** Back to the book's state. What runs still has to end first; nothing of it is shown any more. */
function reset(status: CellStatus): CellStatus {
  const { run, initial } = status;
  const ending =
    run.phase === "running" ? { ...run, asked: "stop" as const, isReset: true } : { ...run, isReset: true };
  const after = isBusy(status) ? (ending as Run) : initial;
  return { ...status, run: after, ranSource: null, ranInputs: {}, isOutdated: false, notes: {} };
}

function withNotes(status: CellStatus, notes: CellStatus["notes"]): CellStatus {
  return { ...status, notes: { ...status.notes, ...notes } };
}

function tell(status: CellStatus, told: string | null): CellStatus {
  return told === null ? status : { ...status, told };
}
