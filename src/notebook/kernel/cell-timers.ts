import type { Clock } from "../base/clock.ts";
import { safely } from "../base/hostile-values.ts";
import type { StopSignal } from "../base/stop.ts";

export interface TimersHost {
  clock: Clock;
  /** to start a timer is a Stop point */
  stop: StopSignal;
  /** one began or ended */
  changed: () => void;
  /** a callback threw */
  failed: (thrown: unknown) => void;
  /** the timers of the cell that runs now: they take what a function of an ended run starts for it */
  current: () => CellTimers | null;
}

type Callback = (...given: unknown[]) => unknown;

/** The browser counts its own timers from 1: an id of `self.setTimeout` is none of these. */
let lastId = 2 ** 30;
/** by id: whose timer it is; any cell may clear it */
const owners = new Map<number, CellTimers>();

/**
 * The timers of one run, under the names by which its cell calls them. They are the notebook's own, so
 * that it knows what a cell has left behind, and can end it.
 */
export class CellTimers {
  readonly #host: TimersHost;
  /** by id: what calls it off */
  readonly #open = new Map<number, () => void>();
  #isEnded = false;
  #newest: number | null = null;

  constructor(host: TimersHost) {
    this.#host = host;
  }

  /** How many there are still to come. */
  get count(): number {
    return this.#open.size;
  }

  /** Is it the id of one that this run has started? A cell that ends with it has nothing to show. */
  isId(value: unknown): boolean {
    return typeof value === "number" && (value === this.#newest || this.#open.has(value));
  }

  /** Calls all of them off; from now on there are none. */
  end(): void {
    this.#isEnded = true;
    for (const id of [...this.#open.keys()]) this.#remove(id);
  }

  /** What the cell's free names stand for; those that the host lacks are missing here, too. */
  calls(): ReadonlyMap<string, unknown> {
    const clear = (id?: unknown): void => this.#clear(id, globalThis.clearTimeout);
    const calls: [string, unknown][] = [
      ["setTimeout", (call: unknown, ms?: unknown, ...given: unknown[]) => this.#startTimeout(call, ms, given)],
      ["setInterval", (call: unknown, ms?: unknown, ...given: unknown[]) => this.#startInterval(call, ms, given)],
      ["clearTimeout", clear],
      ["clearInterval", clear],
      ["queueMicrotask", (call: unknown) => this.#queueMicrotask(call)],
    ];
    if ("requestAnimationFrame" in globalThis) {
      calls.push(["requestAnimationFrame", (call: unknown) => this.#startFrame(call)]);
      calls.push(["cancelAnimationFrame", (id?: unknown) => this.#clear(id, globalThis.cancelAnimationFrame)]);
    }
    return new Map(calls);
  }

  #startTimeout(given: unknown, ms: unknown, values: unknown[]): number {
    const call = callback("setTimeout", given);
    return this.#for((timers) =>
      timers.#once(
        (fire) => timers.#host.clock.after(delay(ms), fire),
        () => call(...values),
      ),
    );
  }

  #startFrame(given: unknown): number {
    const call = callback("requestAnimationFrame", given);
    return this.#for((timers) =>
      timers.#once(
        (fire) => {
          const frame = globalThis.requestAnimationFrame(fire);
          return () => globalThis.cancelAnimationFrame(frame);
        },
        (time) => call(time),
      ),
    );
  }

  #startInterval(given: unknown, ms: unknown, values: unknown[]): number {
    const call = callback("setInterval", given);
    return this.#for((timers) => {
      const id = timers.#newId();
      const again = (): void => void timers.#open.set(id, timers.#host.clock.after(delay(ms), beat));
      const beat = (): void => {
        again();
        timers.#call(() => call(...values));
      };
      again();
      timers.#host.changed();
      return id;
    });
  }

  /** Comes at once, so it is nothing to wait for; but it does not come after the run's end. */
  #queueMicrotask(given: unknown): void {
    const call = callback("queueMicrotask", given);
    this.#for((timers) =>
      globalThis.queueMicrotask(() => {
        if (!timers.#isEnded) timers.#call(() => call());
      }),
    );
  }

  #once(start: (fire: (time?: number) => void) => () => void, call: Callback): number {
    const id = this.#newId();
    const cancel = start((time) => {
      this.#remove(id);
      this.#call(() => call(time));
      this.#host.changed();
    });
    this.#open.set(id, cancel);
    this.#host.changed();
    return id;
  }

  #call(call: Callback): void {
    try {
      call();
    } catch (thrown) {
      this.#host.failed(thrown);
    }
  }

  #clear(given: unknown, clearOfHost: (id: number) => void): void {
    const id = safely(() => Number(given), NaN);
    const owner = owners.get(id);
    if (!owner) return clearOfHost(id);
    owner.#remove(id);
    owner.#host.changed();
  }

  #newId(): number {
    this.#newest = ++lastId;
    owners.set(lastId, this);
    return lastId;
  }

  #remove(id: number): void {
    this.#open.get(id)?.();
    this.#open.delete(id);
    owners.delete(id);
  }

  /** Whose timer it is: of this run, or of the cell that calls a function of a run that is over. */
  #for<T>(start: (timers: CellTimers) => T): T {
    const timers = this.#isEnded ? (this.#host.current() ?? this) : this;
    timers.#host.stop.check();
    return start(timers);
  }
}

function callback(name: string, given: unknown): Callback {
  if (typeof given === "function") return given as Callback;
  throw new TypeError(`${name} needs a function to call, as in ${name}(() => show(1)).`);
}

function delay(ms: unknown): number {
  return Math.max(0, Number(ms) || 0);
}
