import { type Clock, hostClock } from "./clock.ts";

/** Thrown into a cell that the reader stopped, at its next `progress`, `show` or `console.log`. */
export class StopRequest extends Error {
  constructor() {
    super("Stopped by the reader.");
    this.name = "StopRequest";
  }
}

/** One run's wish to be stopped, or to rest for a while. */
export class StopSignal {
  #isAsked = false;
  #waiting = new Set<() => void>();
  #pause: { over: Promise<void>; end: () => void } | null = null;
  #pausedMs = 0;
  readonly #onPause: (isPaused: boolean) => void;
  readonly clock: Clock;

  constructor(onPause: (isPaused: boolean) => void = () => {}, clock = hostClock) {
    this.#onPause = onPause;
    this.clock = clock;
  }

  ask(): void {
    this.#isAsked = true;
    this.resume();
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** The next `progress` waits until `resume`. */
  pause(): void {
    if (this.#pause || this.#isAsked) return;
    let end = (): void => {};
    const over = new Promise<void>((resolve) => (end = resolve));
    this.#pause = { over, end };
  }

  resume(): void {
    this.#pause?.end();
    this.#pause = null;
  }

  get isPaused(): boolean {
    return this.#pause !== null;
  }

  /** How long it has rested altogether. */
  get pausedMs(): number {
    return this.#pausedMs;
  }

  /** A Pause point: returns when there is no pause, or when it is over. */
  async rest(): Promise<void> {
    if (!this.#pause) return;
    const begin = this.clock.now();
    this.#onPause(true);
    while (this.#pause) await this.#pause.over;
    this.#pausedMs += this.clock.now() - begin;
    if (!this.#isAsked) this.#onPause(false);
  }

  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** A Stop point. */
  check(): void {
    if (this.#isAsked) throw new StopRequest();
  }

  /** Waits for something that may never come, as a reader's answer; a stop ends the waiting. */
  race<T>(promise: Promise<T>): Promise<T> {
    this.check();
    return new Promise((resolve, reject) => {
      const wake = (): void => reject(new StopRequest());
      this.#waiting.add(wake);
      promise.then(resolve, reject).finally(() => this.#waiting.delete(wake));
    });
  }
}
