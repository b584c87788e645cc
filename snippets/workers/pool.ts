/**
 * The workers that work beside this one: one pool for training, for answers to
 * write and for texts to read.
 *
 * They are help, never a need: what another worker does not do - because it is
 * not there, not ready, broken or silent - is computed by this one, to the same
 * bits. The host (the notebook, the command line) says how to start one, and
 * how many the machine bears.
 */
import type { Crew } from "./crew.ts";
import { Line, type StartWorker } from "./line.ts";
import { Pace } from "./pace.ts";
import type { TaskMessage, TaskResult } from "./task-message.ts";

export interface WorkerHost {
  start: StartWorker;
  /** how many may work now, this one included; asked before every work */
  crew(): Crew;
  /** gets a note in plain words when there are fewer workers, and why */
  tell(note: string): void;
  /** milliseconds awake that an answer may be late, at least */
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

let host: WorkerHost | null = null;
let lines: Line[] = [];
let pace = new Pace();
let told = new Set<string>();
/** orders that were done by workers that are no more */
let doneBefore = 0;
/** those that want to know whether all have come to be ready */
const listeners: (() => void)[] = [];

/** Names the host, if there is one; its workers start when work is shared. */
export function useHost(newHost: WorkerHost | null): void {
  host = null;
  for (const line of lines) if (!line.isLost) line.hangUp();
  doneBefore = ordersDone();
  lines = [];
  pace = new Pace();
  told = new Set();
  host = newHost;
}

/** Orders that other workers have done. */
export function ordersDone(): number {
  return lines.reduce((sum, { done }) => sum + done, doneBefore);
}

/** Other workers that are ready, whether or not they have something to do. */
export function readyLines(): Line[] {
  return lines.filter(({ isReady }) => isReady);
}

/** Those that may share a work of this kind now. */
export function othersFor(kind: "learn" | "read"): Line[] {
  if (!host) return [];
  const crew = host.crew();
  if (crew.why) tellOnce(`Fewer workers train: ${crew.why}.`);
  startUpTo(Math.max(crew.learn, crew.read) - 1);
  return readyLines().slice(0, pace.bear(crew[kind]) - 1);
}

/** Starts the workers now; resolves when it is known which are there. */
export function settled(): Promise<void> {
  othersFor("read");
  if (lines.every((line) => line.isReady || line.isLost)) {
    return Promise.resolve();
  }
  return new Promise((resolve) => listeners.push(resolve));
}

/**
 * Has a task done by another worker.
 * @param read makes of its result what `here` would have made
 * @returns waits for the result, or computes it with `here` if none comes
 */
export function delegate<Result>(
  line: Line,
  write: () => TaskMessage,
  read: (result: TaskResult) => Result,
): (here: () => Result) => Promise<Result> {
  const began = performance.now();
  const answer = line.send(write);
  return async (here) => {
    const found = answer && (await line.wait(answer, patience(began)));
    if (found && "result" in found) return read(found.result);
    const result = here(); // throws as well if it is the task that is wrong
    if (found) line.lose(`failed (${found.problem})`);
    return result;
  };
}

/**
 * For how long to wait for what was ordered at that moment. Meanwhile this
 * worker did as much itself, and knows how long that takes.
 */
export function patience(began: number): number {
  const own = performance.now() - began;
  return Math.max(host?.timeoutMs ?? TIMEOUT_MS, 20 * own);
}

/** Hears how long parts of one size took here and elsewhere (pace.ts). */
export function notePace(own: number, others: readonly number[]): void {
  if (!pace.note(own, others)) return;
  const workers = inWords(pace.limit);
  tellOnce(
    `The machine is busy: training goes on with ${workers} for a while.`,
  );
}

/** Until they are ready, they are not there. */
function startUpTo(count: number): void {
  while (host && lines.length < count) {
    const own = host;
    const line = new Line((hear, lose) => own.start(hear, lose), {
      onSettled: tellListeners,
      onLost: (lost, why) => own === host && onLost(lost, why),
    });
    lines.push(line);
  }
}

/** The others go on without it. One that was lost is not started again. */
function onLost(_: Line, why: string): void {
  const left = inWords(1 + lines.filter(({ isLost }) => !isLost).length);
  host?.tell(
    `Another worker ${why}. Training goes on with ${left}: slower, but with ` +
      `the same numbers.`,
  );
}

function tellOnce(note: string): void {
  if (told.has(note)) return;
  told.add(note);
  host?.tell(note);
}

function tellListeners(): void {
  if (lines.some((line) => !line.isReady && !line.isLost)) return;
  listeners.splice(0).forEach((tell) => tell());
}

function inWords(count: number): string {
  return ["none", "one", "two", "three", "four"][count] ?? String(count);
}
