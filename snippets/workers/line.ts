/** The line to one other worker: orders go out, replies come back. */
import { awakeTimeout } from "./awake-timeout.ts";
import type { TaskMessage, TaskResult } from "./task-message.ts";

export interface WorkerRequest {
  id: number;
  task: TaskMessage;
}

export type WorkerReply =
  | "ready"
  | { id: number; result: TaskResult }
  /** the computation failed, in the words of its error */
  | { id: number; problem: string };

/** What came of an order; null: nothing, as the worker is no more. */
export type Answer = Exclude<WorkerReply, "ready"> | null;

/** A worker that was started, of whatever kind. */
export interface WorkerHandle {
  send(order: WorkerRequest, transfer: ArrayBuffer[]): void;
  end(): void;
}

/** `hear` gets the worker's replies, `lose` why it is no more. */
export type StartWorker = (
  hear: (reply: WorkerReply) => void,
  lose: (why: string) => void,
) => WorkerHandle;

export interface LineEvents {
  /** it is ready, or it never will be */
  onSettled(line: Line): void;
  /** it is no more, and why; never after `hangUp` */
  onLost(line: Line, why: string): void;
}

export class Line {
  isReady = false;
  isLost = false;
  /** orders that were done */
  done = 0;
  #handle: WorkerHandle | undefined;
  #events: LineEvents;
  #orders = 0;
  #waiting = new Map<number, (answer: Answer) => void>();

  constructor(start: StartWorker, events: LineEvents) {
    this.#events = events;
    try {
      this.#handle = start(
        (reply) => this.#hear(reply),
        (why) => this.lose(why),
      );
    } catch (error) {
      this.lose(`could not be started (${(error as Error).message})`);
    }
    if (this.isLost) this.#handle?.end();
  }

  /** How many orders it has not answered yet. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** @returns null if the task can't be sent: it has a function in it, say */
  send(write: () => TaskMessage): Promise<Answer> | null {
    const id = ++this.#orders;
    try {
      const task = write();
      this.#handle!.send({ id, task }, [task.values.buffer]);
    } catch {
      return null;
    }
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  /** Waits for an answer so many milliseconds awake; then it is lost. */
  async wait(answer: Promise<Answer>, milliseconds: number): Promise<Answer> {
    const stop = awakeTimeout(milliseconds, () => this.lose("does not answer"));
    try {
      return await answer;
    } finally {
      stop();
    }
  }

  lose(why: string): void {
    if (this.isLost) return;
    this.hangUp();
    this.#events.onLost(this, why);
  }

  hangUp(): void {
    this.isLost = true;
    this.isReady = false;
    this.#handle?.end();
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
    this.#events.onSettled(this);
  }

  #hear(reply: WorkerReply): void {
    if (this.isLost) return;
    if (reply === "ready") {
      this.isReady = true;
      this.#events.onSettled(this);
      return;
    }
    if ("result" in reply) this.done += 1;
    this.#waiting.get(reply.id)?.(reply);
    this.#waiting.delete(reply.id);
  }
}
