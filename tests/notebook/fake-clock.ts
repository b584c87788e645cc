import type { Clock } from "../../src/notebook/base/clock.ts";

/** A clock whose time passes only when a test says so, with everything that is due in its order. */
export class FakeClock implements Clock {
  #now = 0;
  #count = 0;
  readonly #waiting = new Map<number, { at: number; call: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const id = ++this.#count;
    // As a host does: a timer never comes at once.
    this.#waiting.set(id, { at: this.#now + Math.max(1, ms), call });
    return () => void this.#waiting.delete(id);
  }

  /** How many timers there are. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Lets time pass; before it and after each timer, promises and tasks get their turns. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await idle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, { at, call }] = next;
      this.#now = at;
      this.#waiting.delete(id);
      call();
      await idle();
    }
    this.#now = end;
  }

  /** Lets time pass until a promise has come to its end. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    const over = promise.finally(() => (isOver = true));
    over.catch(() => {});
    for (let steps = 0; !isOver && steps < 10_000; steps++) await this.pass(10);
    if (!isOver) throw new Error("100 s have passed, and it has not come to its end.");
    return over;
  }

  #next(end: number) {
    const due = [...this.#waiting].filter(([, { at }]) => at <= end);
    return due.sort(([idA, a], [idB, b]) => a.at - b.at || idA - idB)[0];
  }
}

/** A kernel lets a few tasks go by before a cell is done. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}
