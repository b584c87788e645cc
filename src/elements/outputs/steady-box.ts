/** A hand that has moved nothing for so long rests. */
const restMs = 500;

/** The rows of a grid would share what is too much of its height. */
const held = { contain: "size layout style", alignContent: "start" };

/**
 * While a hand moves a slider, the outputs' box has its height from here and not from what is in it: the
 * browser then lays out what changes within the box and leaves the rest of the chapter alone, which costs
 * more than all else in a frame. Where the outputs get higher or lower, so does the box, in the same frame.
 */
export class SteadyBox {
  readonly #box: HTMLElement;
  /** of the box, in px; null when it is not held */
  #height: number | null = null;
  /** where the last output ends, in px below the box's upper edge */
  #end = 0;
  #heldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(box: HTMLElement) {
    this.#box = box;
  }

  /** The hand moves. */
  hold(): void {
    if (this.#box.childElementCount === 0) return;
    this.#heldAt = performance.now();
    this.#timer ??= setTimeout(() => this.#rest(), restMs);
    if (this.#height !== null) return;
    // With its padding and edge, as all boxes of the book are measured (styles/book.css).
    this.#height = this.#box.getBoundingClientRect().height;
    this.#end = this.#measureEnd();
    Object.assign(this.#box.style, held);
    this.#setHeight(this.#height);
  }

  /** After a drawing. */
  fit(): void {
    if (this.#height === null) return;
    const end = this.#measureEnd();
    const more = end - this.#end;
    if (Math.abs(more) < 0.5) return;
    this.#end = end;
    this.#setHeight(this.#height + more);
  }

  /** The outputs say again how high the box is. */
  letGo(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#height = null;
    for (const name of ["contain", "align-content", "block-size"]) this.#box.style.removeProperty(name);
  }

  /** A timer for each move would cost a frame more than one that looks again. */
  #rest(): void {
    this.#timer = undefined;
    const left = this.#heldAt + restMs - performance.now();
    if (left > 0) this.#timer = setTimeout(() => this.#rest(), left);
    else this.letGo();
  }

  #setHeight(height: number): void {
    this.#height = height;
    this.#box.style.blockSize = `${height}px`;
  }

  #measureEnd(): number {
    const last = this.#box.lastElementChild;
    return last ? last.getBoundingClientRect().bottom - this.#box.getBoundingClientRect().top : 0;
  }
}
