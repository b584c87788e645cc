/**
 * Fewer workers while the machine is busy. A worker that takes more than twice
 * as long for a part as this one holds everybody up: half as many workers, of
 * which each has twice as much to do, are faster.
 */

/** So many parts, and so many milliseconds of them, make a measurement. */
const PARTS = 16;
const ENOUGH_MS = 200;
/** One may be a worker's first moments, or somebody's who looked in. */
const MEASUREMENTS = 2;
/** For so long it stays at fewer; twice as long every time again. */
const REST_MS = 20_000;
const LONGEST_REST_MS = 300_000;

export class Pace {
  /** workers at most, this one included */
  limit = Infinity;
  #now: () => number;
  #parts = 0;
  #slow = 0;
  #own = 0;
  #others: number[] = [];
  #restMs = REST_MS;
  #until = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Hears what parts of about one size took, in milliseconds.
   * @returns whether there will be fewer workers from now on
   */
  note(own: number, others: readonly number[]): boolean {
    this.#recover();
    if (others.length !== this.#others.length) {
      this.#forget();
      this.#slow = 0;
      this.#others = others.map(() => 0);
    }
    this.#parts += 1;
    this.#own += own;
    others.forEach((ms, i) => (this.#others[i]! += ms));
    if (this.#parts < PARTS || this.#own < ENOUGH_MS) return false;
    const isSlow = Math.max(0, ...this.#others) > 2 * this.#own;
    this.#slow = isSlow ? this.#slow + 1 : 0;
    this.#forget();
    if (!isSlow && this.limit === Infinity) this.#restMs = REST_MS;
    if (this.#slow < MEASUREMENTS) return false;
    this.#slow = 0;
    this.#rest(Math.ceil((others.length + 1) / 2));
    return true;
  }

  /** For how many workers there is work at the moment. */
  bear(workers: number): number {
    this.#recover();
    return Math.min(workers, this.limit);
  }

  #rest(limit: number): void {
    this.limit = limit;
    this.#until = this.#now() + this.#restMs;
    this.#restMs = Math.min(2 * this.#restMs, LONGEST_REST_MS);
  }

  #recover(): void {
    if (this.#now() >= this.#until) this.limit = Infinity;
  }

  #forget(): void {
    this.#parts = this.#own = 0;
    this.#others.fill(0);
  }
}
