import type { RunResult } from "../notebook/client.ts";
import type { LiveNotebook } from "./live-notebook.ts";

let live: Promise<LiveNotebook> | null = null;

/** The page's notebook. Its code, the worker and TensorFlow.js are loaded at the first run. */
function notebook(): Promise<LiveNotebook> {
  live ??= import("./live-notebook.ts").then((module) => module.startNotebook());
  live.catch(() => (live = null));
  return live;
}

/** Runs cells and what they need above them; says how each of them ended. */
export async function runCells(ids: string[]): Promise<Map<string, RunResult>> {
  return (await notebook()).run(ids);
}

/** Stops whatever runs or waits. */
export async function stopCells(): Promise<void> {
  if (live) (await live).stop();
}
