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

  ask(): void {
    this.#isAsked = true;
  }

  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** A Stop point. */
  check(): void {
    if (this.#isAsked) throw new StopRequest();
  }
}
