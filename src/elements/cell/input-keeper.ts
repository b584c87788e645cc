import type { InputValues } from "../../notebook/output/output.ts";
import { saveInputs } from "./cell-inputs.ts";

/** A hand that has not moved for so long rests. */
const restMs = 300;

/**
 * Keeps what a reader sets in a cell's inputs. To write costs a slider a good part of its frame, so of
 * moves that follow each other only the first is kept at once, and the last when the hand rests or the
 * page is left.
 */
export class InputKeeper {
  readonly #id: string;
  #waiting: InputValues | null = null;
  #timer = 0;

  constructor(id: string) {
    this.#id = id;
    addEventListener("pagehide", () => this.rest());
  }

  keep(inputs: InputValues): void {
    if (this.#timer) this.#waiting = inputs;
    else saveInputs(this.#id, inputs);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.rest(), restMs);
  }

  /** The hand rests, or the page is left. `counts`: what was set last is kept. */
  rest(counts = true): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#waiting && counts) saveInputs(this.#id, this.#waiting);
    this.#waiting = null;
  }
}
