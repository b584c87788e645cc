/** Thrown into a cell that the reader stopped, at its next `progress`, `show` or `console.log`. */
export class StopRequest extends Error {
  constructor() {
    super("Stopped by the reader.");
    this.name = "StopRequest";
  }
}

/** One run's wish to be stopped. */
export class StopSignal {
  #isAsked = false;
  #waiting = new Set<() => void>();

  ask(): void {
    this.#isAsked = true;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
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
