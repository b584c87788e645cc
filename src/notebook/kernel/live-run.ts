import { CellTimers } from "./cell-timers.ts";
import type { Clock } from "../base/clock.ts";
import type { InputValue } from "../output/output.ts";
import { type OutputPatch, OutputStream } from "../output/output-stream.ts";
import { StopSignal } from "../base/stop.ts";

export interface LiveRunHost {
  clock: Clock;
  send: (patches: OutputPatch[]) => void;
  /** milliseconds between two batches of outputs */
  pause: () => number;
  paused: (isPaused: boolean) => void;
  /** after the end of the cell's code: something of it goes on, or does no longer */
  living: (isLiving: boolean) => void;
  /** a timer of it threw */
  failed: (thrown: unknown, run: LiveRun) => void;
  /** the timers of the cell that runs now */
  currentTimers: () => CellTimers | null;
}

/** After so long without a timer and without a word, nothing goes on any more. */
const quietMs = 1000;

/**
 * One run of a cell, from its beginning until the cell runs again, is reset, or its values are dropped.
 * Everything it shows goes through here, also what timers and promises show after its end; when it is
 * closed, they end and are not heard.
 */
export class LiveRun {
  readonly cell: string;
  /** counts all runs of the page */
  readonly serial: number;
  readonly stop: StopSignal;
  readonly out: OutputStream;
  readonly timers: CellTimers;
  readonly begun: number;
  /** what it asked the reader, by key */
  readonly asked = new Map<string, (value: InputValue) => void>();
  /** thrown where nobody awaited it: in a timer or a promise left alone */
  stray: { thrown: unknown } | null = null;
  readonly #host: LiveRunHost;
  #isLeft = false;
  #isClosed = false;
  #isLiving = false;
  #stirredAt = 0;
  #callOff: (() => void) | null = null;

  constructor(cell: string, serial: number, host: LiveRunHost) {
    const { clock } = host;
    this.cell = cell;
    this.serial = serial;
    this.#host = host;
    this.begun = clock.now();
    this.stop = new StopSignal((isPaused) => {
      // The page shows the very step it rests at.
      this.out.flush();
      host.paused(isPaused);
    }, clock);
    this.out = new OutputStream((patches) => this.#send(patches), clock, host.pause);
    this.timers = new CellTimers({
      clock,
      stop: this.stop,
      changed: () => this.#stir(),
      failed: (thrown) => host.failed(thrown, this),
      current: host.currentTimers,
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** How long it has run, rests left out. */
  get seconds(): number {
    return (this.#host.clock.now() - this.begun - this.stop.pausedMs) / 1000;
  }

  /** The cell's code has come to its end; its timers and promises may go on. */
  leave(): void {
    this.#isLeft = true;
    if (this.timers.count > 0) this.#stir();
  }

  /** Ends what goes on. Nothing of this run is shown from now on. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.stop.ask();
    this.timers.end();
    this.out.close();
    this.#callOff?.();
    this.#tell(false);
  }

  #send(patches: OutputPatch[]): void {
    this.#host.send(patches);
    this.#stir();
  }

  /** It lives while it has timers, and for a moment after it last said something. */
  #stir(): void {
    if (!this.#isLeft || this.#isClosed) return;
    this.#stirredAt = this.#host.clock.now();
    this.#tell(true);
    this.#callOff ??= this.#host.clock.after(quietMs, () => this.#look());
  }

  #look(): void {
    this.#callOff = null;
    if (this.timers.count > 0) return;
    const rest = this.#stirredAt + quietMs - this.#host.clock.now();
    if (rest > 0) this.#callOff = this.#host.clock.after(rest, () => this.#look());
    else this.#tell(false);
  }

  #tell(isLiving: boolean): void {
    if (this.#isLiving === isLiving) return;
    this.#isLiving = isLiving;
    this.#host.living(isLiving);
  }
}
