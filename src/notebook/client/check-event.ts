import { eventSchema } from "../kernel/event-schema.ts";
import type { KernelEvent, OfRun } from "../kernel/protocol.ts";
import { Misfit, read } from "../base/schema.ts";

/** What the page knows of the run that it has asked for. */
export interface RunSoFar {
  /** the cells that run, in order; as the worker said if `isPlanned` */
  planned: readonly string[];
  isPlanned: boolean;
  /** the cells that have ended */
  results: ReadonlyMap<string, unknown>;
}

/** What the page has heard of the cells' runs. */
export interface RunsHeard {
  /** how many outputs a run has shown; null if it is not its cell's latest */
  shownBy(run: OfRun): number | null;
}

/**
 * A message of the kernel's worker as an event, if it is one and can be true; otherwise null, and
 * `tell` hears why. Nothing of the message itself is kept.
 */
export function checkEvent(
  message: unknown,
  run: RunSoFar | null,
  heard: RunsHeard,
  tell: (problem: string) => void,
): KernelEvent | null {
  try {
    const event = read(eventSchema, message);
    if (!isPossible(event, run)) throw new Misfit(`"${event.type}" does not belong to the run that was asked for`);
    if (event.type !== "outputs") return event;
    const patches = inOrder(event.patches, heard.shownBy(event) ?? Infinity);
    if (patches.length < event.patches.length) tell(`an output of "${event.cell}" comes before those above it`);
    return patches.length > 0 ? { ...event, patches } : null;
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    tell(error.message);
    return null;
  }
}

/** A run has one plan, and each of its cells begins and ends before it is settled. */
function isPossible(event: KernelEvent, run: RunSoFar | null): boolean {
  switch (event.type) {
    case "planned":
      return run !== null && !run.isPlanned;
    case "started":
    case "preparing":
    case "paused":
    case "saved":
    case "finished":
      return run !== null && run.planned.includes(event.cell) && !run.results.has(event.cell);
    default:
      return true;
  }
}

/** Each replaces an output or is the next one. */
function inOrder<T extends { index: number }>(patches: T[], shown: number): T[] {
  let next = shown;
  return patches.filter(({ index }) => {
    if (index === next) next++;
    return index < next;
  });
}
