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
const maxTextLength = 100_000;
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
  #timer: ReturnType<typeof setTimeout> | null = null;
  #dropped = 0;
  readonly #send: (patches: OutputPatch[]) => void;
  readonly #now: () => number;
  readonly #pause: () => number;

  /** @param pause milliseconds between two batches */
  constructor(send: (patches: OutputPatch[]) => void, now = () => performance.now(), pause = () => flushMs) {
    this.#send = send;
    this.#now = now;
    this.#pause = pause;
  }

  /** Adds an output and returns its index. */
  add(output: Output): number {
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
    if (typeof last !== "object" || last.kind !== "text" || last.level !== level || last.label || last.by) {
      this.add({ kind: "text", text: cutText(line), level });
    } else if (last.text.length < maxTextLength) {
      this.replace(index, { ...last, text: cutText(`${last.text}\n${line}`) });
    }
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const begin = this.#now();
    const patches = [...this.#changed].map((index) => ({ index, output: this.#at(index) }));
    this.#changed.clear();
    if (patches.length > 0) this.#send(patches);
    const now = this.#now();
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
    const wait = this.#due - this.#now();
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
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

/** No page can hold more, and nobody reads it. */
export function cutText(text: string): string {
  if (text.length <= maxTextLength) return text;
  return `${text.slice(0, maxTextLength)}\n... more text is not shown.`;
}
