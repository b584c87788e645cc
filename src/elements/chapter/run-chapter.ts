import type { RunResult } from "../../notebook/client/job.ts";
import { runCells } from "../run/notebook.ts";

type Say = (text: string) => void;

/** Runs every cell that is not up to date, from top to bottom; all of them if none is left. `say` counts. */
export async function runChapter(say: Say): Promise<void> {
  const cells = [...document.querySelectorAll<HTMLElement>("code-cell")];
  const pending = cells.filter((cell) => cell.dataset.state !== "done");
  let results = await runAndCount(pending.length > 0 ? pending : cells, say);
  // What a cell that ran has put out of date was "done" when this began.
  const stale = cells.filter((cell) => cell.dataset.state === "stale");
  const went = [...results.values()].every(({ state }) => state === "done");
  if (went && stale.length > 0) results = new Map([...results, ...(await runAndCount(stale, say))]);
  say(summary([...results.values()], cells));
}

/** Runs the cells, and says now and then how many of them have ended. */
async function runAndCount(cells: HTMLElement[], say: Say): Promise<Map<string, RunResult>> {
  const targets = cells.map((cell) => cell.dataset.cell!);
  const count = setInterval(() => say(`${ended(targets)} of ${targets.length}`), 250);
  try {
    return await runCells(targets);
  } finally {
    clearInterval(count);
  }
}

function ended(targets: string[]): number {
  const waiting = document.querySelectorAll<HTMLElement>(
    'code-cell:is([data-state="queued"], [data-state="running"], [data-state="paused"])',
  );
  const open = new Set([...waiting].map((cell) => cell.dataset.cell));
  return targets.filter((id) => !open.has(id)).length;
}

function summary(results: RunResult[], cells: HTMLElement[]): string {
  if (results.some(({ state }) => state === "stopped")) return "stopped";
  const failed = results.filter(({ state }) => state === "error").length;
  if (failed === 0) return "all done";
  const stale = cells.filter((cell) => cell.dataset.state === "stale").length;
  return `done, ${failed} with an error${stale > 0 ? `, ${stale} out of date` : ""}`;
}
