/**
 * The line to a second worker, which does a part of the work - one shard of a
 * batch, half of the answers - while this worker does another.
 *
 * It is help, never a need: what the second worker does not do - because it
 * is not there, not ready, broken or silent - is computed here, to the same
 * bits. The host (the notebook, the command line) says how to start one.
 */
import { awakeTimeout } from "./workers/awake-timeout.ts";
import type { TaskMessage, TaskResult } from "./workers/task-message.ts";

export interface WorkerRequest {
  id: number;
  task: TaskMessage;
}

export type WorkerReply =
  | "ready"
  | { id: number; result: TaskResult }
  /** the computation failed, in the words of its error */
  | { id: number; problem: string };

/** A worker that was started, of whatever kind. */
export interface WorkerHandle {
  send(order: WorkerRequest, transfer: ArrayBuffer[]): void;
  end(): void;
}

export interface SecondWorkerHost {
  /** starts the worker; `hear` gets its replies, `lose` why it is no more */
  start(
    hear: (reply: WorkerReply) => void,
    lose: (why: string) => void,
  ): WorkerHandle;
  /** gets a note in plain words when there is no second worker any more */
  tell(note: string): void;
  /** milliseconds awake that it may be late, at least */
  timeoutMs?: number;
}

let host: SecondWorkerHost | null = null;
let line: WorkerHandle | null = null;
let isReady = false;
/** orders sent, and those of them that were done */
let orders = 0;
let done = 0;
const waiting = new Map<number, (reply: WorkerReply | null) => void>();
/** those that want to know whether it comes to be ready */
let listeners: ((isReady: boolean) => void)[] = [];

/** Names the host, if there is one; its worker starts when work is shared. */
export function useSecondWorker(newHost: SecondWorkerHost | null): void {
  hangUp();
  host = newHost;
}

/** Whether there is a second worker now, and how many orders it has done. */
export function secondWorkerState() {
  return { isReady, done };
}

/**
 * Starts the second worker now and not at the first work. Resolves with
 * whether it is there, when that is known or after half a minute.
 */
export function startSecondWorker(): Promise<boolean> {
  if (isThere() || !host) return Promise.resolve(isReady);
  return new Promise((resolve) => {
    listeners.push(
      resolve,
      awakeTimeout(30_000, () => resolve(false)),
    );
  });
}

/**
 * Has a task done by the second worker, if it is there.
 * @param read makes of its result what `here` would have made
 * @returns waits for the result, or computes it with `here` if none comes
 */
export function delegate<Result>(
  write: () => TaskMessage,
  read: (result: TaskResult) => Result,
): (here: () => Result) => Promise<Result> {
  const began = performance.now();
  const answer = isThere() ? send(write()) : null;
  return async (here) => {
    if (!answer) return here();
    // Meanwhile this worker did as much itself, and knows how long that takes.
    const own = performance.now() - began;
    const timeoutMs = Math.max(host?.timeoutMs ?? 10_000, 20 * own);
    const stopWaiting = awakeTimeout(timeoutMs, () =>
      onLost("does not answer"),
    );
    const reply = (await answer) as Exclude<WorkerReply, "ready"> | null;
    stopWaiting();
    if (reply && "result" in reply) return read(reply.result);
    const result = here(); // throws as well if it is the task that is wrong
    if (reply) onLost(`failed (${reply.problem})`);
    return result;
  };
}

/** Starts the worker if there is none; until it is ready, it is not there. */
function isThere(): boolean {
  if (host && !line) {
    const own = host;
    const now = (reply: WorkerReply) => own === host && onReply(reply);
    const end = (why: string) => own === host && onLost(why);
    try {
      line = host.start(now, end);
    } catch (error) {
      onLost(`could not be started (${(error as Error).message})`);
    }
  }
  return isReady;
}

function send(task: TaskMessage): Promise<WorkerReply | null> | null {
  const id = ++orders;
  try {
    line!.send({ id, task }, [task.values.buffer]);
  } catch {
    return null; // such a model can't be sent: it has a function in it, say
  }
  return new Promise((resolve) => waiting.set(id, resolve));
}

function onReply(reply: WorkerReply): void {
  if (reply === "ready") return settle(true);
  if ("result" in reply) done += 1;
  waiting.get(reply.id)?.(reply);
  waiting.delete(reply.id);
}

/** Goes on without it, and says so. */
function onLost(why: string): void {
  const tell = host?.tell;
  useSecondWorker(null);
  tell?.(
    `The second worker ${why}. Training goes on with one: slower, but with ` +
      `the same numbers.`,
  );
}

function hangUp(): void {
  line?.end();
  line = null;
  settle(false);
  for (const resolve of waiting.values()) resolve(null);
  waiting.clear();
}

function settle(ready: boolean): void {
  isReady = ready;
  for (const resolve of listeners) resolve(ready);
  listeners = [];
}
