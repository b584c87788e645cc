import type { CellError } from "../../notebook/base/cell-error.ts";
import type { NotebookClient } from "../../notebook/client/client.ts";
import type { RunResult } from "../../notebook/client/job.ts";
import type { InputValue } from "../../notebook/output/output.ts";
import { frozenCells } from "../state/frozen-cells.ts";
import { cellTexts, cellViews } from "../state/cell-view.ts";
import { lazy, LoadProblem, loadProblem, tellFailure } from "../base/lazy.ts";
import type { LiveNotebook } from "./live-notebook.ts";

let live: Promise<LiveNotebook> | null = null;

/** The page's notebook. Its code, the worker and TensorFlow.js are loaded at the first run. */
function notebook(): Promise<LiveNotebook> {
  live ??= Promise.all([lazy(() => import("./live-notebook.ts")), frozenCells(cellViews())]).then(
    ([{ startNotebook }, book]) => startNotebook(book),
  );
  live.catch(() => (live = null));
  return live;
}

/** The client, if a cell has run; what could not be loaded does not run, and runCells says so. */
async function running(): Promise<NotebookClient | null> {
  return (await live?.catch(() => null))?.client ?? null;
}

/**
 * Runs cells and what they need above them, as the page shows them at this moment; says how each of
 * them ended. Never rejects. `goesOn`: with the training that was going on when the page was left.
 */
export async function runCells(ids: string[], goesOn = false): Promise<Map<string, RunResult>> {
  const views = cellViews().filter(({ cellId }) => ids.includes(cellId));
  const texts = cellTexts();
  for (const view of views) view.handle({ type: "queued" });
  try {
    const { client, withFrozen } = await notebook();
    const results = await client.run(ids, false, withFrozen(texts), goesOn);
    if ([...results.values()].some(({ error }) => error?.name === "LoadError")) void tellMissing();
    return results;
  } catch (thrown) {
    const error = await loadError(thrown);
    if (thrown instanceof LoadProblem && thrown.loadCause === "edition") tellFailure(thrown);
    for (const view of views) {
      view.handle({ type: "finished", state: "error", error, seconds: 0 });
      view.handle({ type: "failed", why: error.message });
    }
    const result: RunResult = { state: "error", outputs: [{ kind: "error", error }], error };
    return new Map(ids.map((id) => [id, result]));
  }
}

/** Runs a cell if nothing above must run first that takes long; otherwise only finds out what is out of date. */
export async function runLightly(id: string): Promise<void> {
  await (await notebook()).client.run([id], true);
}

/** Loads what a run of this cell needs; what fails is told at the run. */
export async function prepareCell(id: string): Promise<void> {
  await notebook().then(
    ({ client }) => client.prepare(id),
    () => undefined,
  );
}

/** Finds out which cells are out of date; null if none has run. */
export async function checkStale(): Promise<void> {
  await (await running())?.run([], true);
}

/** Hands a running cell what it waits for. */
export async function answerCell(id: string, key: string, value: InputValue): Promise<void> {
  (await running())?.answer(id, key, value);
}

/** Stops whatever runs or waits; or of one cell what its last run has left behind, which is shown no more. */
export async function stopCells(leftBy?: string): Promise<void> {
  const client = await running();
  if (leftBy === undefined) client?.stop();
  else client?.end(leftBy);
}

/** Lets the running cell rest at its next `progress`, or go on. */
export async function pauseCells(isPaused: boolean): Promise<void> {
  const client = await running();
  if (isPaused) client?.pause();
  else client?.resume();
}

/** Keeps a model that a cell has made, in this browser. */
export async function keepModel(cell: string, name: string): Promise<void> {
  (await running())?.keep(cell, name);
}

/** Ends the worker; what the cells hold is computed again when it is needed. */
export async function restartNotebook(): Promise<void> {
  (await running())?.restart();
}

/** The cells from this one on. */
export function cellsFrom(id: string): string[] {
  const ids = cellViews().map(({ cellId }) => cellId);
  return ids.slice(ids.indexOf(id));
}

async function loadError(thrown: unknown): Promise<CellError> {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  // What tells of old browsers and sandboxed frames may not come either.
  const words = await import("../../notebook/base/no-worker.ts").catch(() => null);
  const own = { message: `The notebook could not be loaded. ${said}` };
  const why = words?.unfit() ?? (thrown instanceof LoadProblem ? own : (words?.noWorker(said) ?? own));
  return { name: "LoadError", ...why, line: null, column: null, code: null };
}

/** The worker, or what a cell imports, did not come: a book that was published anew has other files. */
async function tellMissing(): Promise<void> {
  const problem = await loadProblem();
  if (problem.loadCause !== "offline") tellFailure(problem);
}
