import { type Clock, hostClock } from "../base/clock.ts";
import { cutText, textLimit } from "../base/cut-text.ts";
import type { Output, TextOutput } from "./output.ts";

/** "From now on, the output at `index` is this one." */
export interface OutputPatch {
  index: number;
  output: Output;
}

/** The page redraws at most 30 times a second while a cell computes, */
export const flushMs = 33;
/** where it has no core of its own, it draws much less often, and every message costs the training; */
export const busyFlushMs = 250;
/** and no more than a fiftieth of the cell's time goes into what is sent. */
const costFactor = 50;
const maxOutputs = 300;

/**
 * Collects what one run shows and sends it in batches. Outputs are replaced in place by their
 * index; a loop that prints without end costs the page nothing beyond the limits.
 */
export class OutputStream {
  #slots: (Output | (() => Output))[] = [];
  #changed = new Set<number>();
  /** when the next batch may go */
  #due = -Infinity;
  #callOff: (() => void) | null = null;
  #dropped = 0;
  /** the text that takes no more lines */
  #full = -1;
  #isClosed = false;
  /** lines that were taken back: the next one stands in the place of the last */
  #cleared = new Set<number>();
  readonly #send: (patches: OutputPatch[]) => void;
  readonly #clock: Clock;
  readonly #pause: () => number;

  /** @param pause milliseconds between two batches */
  constructor(send: (patches: OutputPatch[]) => void, clock = hostClock, pause = () => flushMs) {
    this.#send = send;
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Adds an output and returns its index. */
  add(output: Output): number {
    if (this.#isClosed) return -1;
    if (this.#slots.length >= maxOutputs) return this.#drop();
    const index = this.#slots.push(output) - 1;
    this.#touch(index);
    return index;
  }

  /** Adds an output that the page sees before anything else happens; `replace` ends it. */
  begin(output: Output): number {
    const index = this.add(output);
    this.flush();
    return index;
  }

  /** A function is called only when its output is about to be sent. */
  replace(index: number, output: Output | (() => Output)): void {
    if (!this.#slots[index]) return;
    this.#slots[index] = output;
    this.#touch(index);
  }

  get outputs(): Output[] {
    return this.#slots.map((_, index) => this.#at(index));
  }

  /** Adds a line of text; lines of one level that follow each other are one output. */
  write(line: string, level: TextOutput["level"]): void {
    const index = this.#slots.length - 1;
    const last = this.#slots[index];
    const isEmpty = this.#cleared.delete(index);
    if (isEmpty || typeof last !== "object" || last.kind !== "text" || last.level !== level || last.label || last.by) {
      const first: TextOutput = { kind: "text", text: cutText(line), level };
      if (isEmpty) this.replace(index, first);
      const at = isEmpty ? index : this.add(first);
      if (line.length > textLimit) this.#full = at;
    } else if (index !== this.#full) {
      const text = `${last.text}\n${line}`;
      if (text.length > textLimit) this.#full = index;
      this.replace(index, { ...last, text: cutLines(text) });
    }
  }

  /** Takes back the lines of text; what else was shown stays. */
  clearText(): void {
    this.#full = -1;
    this.#slots.forEach((slot, index) => {
      if (typeof slot !== "object" || slot.kind !== "text" || slot.label || slot.by) return;
      this.#cleared.add(index);
      this.replace(index, { ...slot, text: "" });
    });
  }

  /** Another run has taken its place: what has not been sent is not, nor what comes. */
  close(): void {
    this.#isClosed = true;
    this.#callOff?.();
    this.#changed.clear();
    this.#slots = [];
  }

  flush(): void {
    this.#callOff?.();
    this.#callOff = null;
    const begin = this.#clock.now();
    const patches = [...this.#changed].map((index) => ({ index, output: this.#at(index) }));
    this.#changed.clear();
    if (patches.length > 0) this.#send(patches);
    const now = this.#clock.now();
    // A loop shows something only between two steps. What that made late is made up for, so that
    // there are 30 batches a second and not one at every third step.
    const pause = this.#pause();
    const late = Math.min(Math.max(0, begin - this.#due), pause / 2);
    this.#due = now + Math.max(pause - late, costFactor * (now - begin));
  }

  #at(index: number): Output {
    const slot = this.#slots[index]!;
    return typeof slot === "function" ? slot() : slot;
  }

  #touch(index: number): void {
    this.#changed.add(index);
    const wait = this.#due - this.#clock.now();
    if (wait <= 0) this.flush();
    else this.#callOff ??= this.#clock.after(wait, () => this.flush());
  }

  #drop(): number {
    this.#dropped++;
    const text = `${this.#dropped} more outputs are not shown.`;
    const note: TextOutput = { kind: "text", text, level: "warn" };
    this.#slots[maxOutputs] = note;
    this.#touch(maxOutputs);
    return -1;
  }
}

/** Lines that come later are not counted: each count would be sent with the whole text. */
function cutLines(text: string): string {
  const end = "\n… (more text is not shown)";
  return text.length <= textLimit ? text : text.slice(0, textLimit - end.length) + end;
}
