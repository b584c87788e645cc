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
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  keep(inputs: InputValues): void {
    const isMoving = this.#timer !== undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.rest, restMs);
    if (!isMoving) return saveInputs(this.#id, inputs);
    if (!this.#waiting) addEventListener("pagehide", this.rest);
    this.#waiting = inputs;
  }

  /** What was set last counts no more. */
  forget(): void {
    this.#waiting = null;
    this.rest();
  }

  /** The hand rests, or the cell is taken off the page. */
  rest = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    removeEventListener("pagehide", this.rest);
    if (this.#waiting) saveInputs(this.#id, this.#waiting);
    this.#waiting = null;
  };
}
