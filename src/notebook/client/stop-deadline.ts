import type { Clock } from "../base/clock.ts";
import type { Output } from "../output/output.ts";

export interface StopTimes {
  /** how long a cell may take to reach a Stop point before the worker is ended */
  stopMs?: number | undefined;
  /** what it has at least to clean up, from when it heard of the stop */
  unwindMs?: number | undefined;
}

/** A training with long steps may end its step, but the reader is not kept waiting. */
const longestStopMs = 4000;

/** Until when a cell that was asked to stop may go on; after that its worker is ended. */
export class StopDeadline {
  readonly #clock: Clock;
  readonly #times: StopTimes;
  readonly #over: () => void;
  #callOff: (() => void) | null = null;
  #deadline = 0;

  constructor(clock: Clock, times: StopTimes, over: () => void) {
    this.#clock = clock;
    this.#times = times;
    this.#over = over;
  }

  /** A cell was asked to stop, and has not ended yet. */
  get isRunning(): boolean {
    return this.#callOff !== null;
  }

  /** @param shown what the running cell has shown: a step of a training may come to its end */
  start(shown: Output[]): void {
    const shortest = this.#times.stopMs ?? 1000;
    this.#wait(Math.min(Math.max(shortest, 1.5 * stepMs(shown)), Math.max(shortest, longestStopMs)));
  }

  /** The worker has heard of the stop. */
  heard(): void {
    if (this.isRunning) this.#wait(Math.max(this.#deadline - this.#clock.now(), this.#times.unwindMs ?? 250));
  }

  callOff(): void {
    this.#callOff?.();
    this.#callOff = null;
  }

  #wait(ms: number): void {
    this.#deadline = this.#clock.now() + ms;
    this.#callOff?.();
    this.#callOff = this.#clock.after(ms, this.#over);
  }
}

/** How long a step of the training that the outputs show takes; 0 if they show none. */
function stepMs(outputs: Output[]): number {
  const latest = outputs.findLast((output) => output.kind === "progress");
  const rate = latest?.timing.stepsPerSecond;
  return rate ? 1000 / rate : 0;
}
