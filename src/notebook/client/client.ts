import type { CellError } from "../base/cell-error.ts";
import { type Job, missedModule, newsOf, type RunResult, unended } from "./job.ts";
import { StopDeadline, type StopTimes } from "./stop-deadline.ts";
import { CellRuns } from "./cell-runs.ts";
import { checkEvent } from "./check-event.ts";
import { type Clock, hostClock } from "../base/clock.ts";
import { crashError, workerLoadError } from "../base/crash.ts";
import { isLoadMessage } from "../base/load-error.ts";
import type { InputValue, Output } from "../output/output.ts";
import type { CellSource, Command, EndState, KernelEvent } from "../kernel/protocol.ts";

/** What a Worker is to the client; tests hand in one of their own. */
export interface WorkerLike {
  postMessage(command: Command): void;
  terminate(): void;
  /** what comes may be anything: the worker runs what a link brought */
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

type Crash = KernelEvent & { type: "crashed" };

export type PageEvent =
  | Exclude<KernelEvent, Crash>
  /** a run was asked for and waits for its turn */
  | { type: "queued"; cell: string }
  /** the worker was ended; what its cells defined is gone until they run again */
  | { type: "restarted"; running: string | null; why: "stop" | "crash" | "asked" };

export interface ClientOptions extends StopTimes {
  createWorker: () => WorkerLike;
  /** all cells of the page, in order, as it shows them now */
  cells: () => CellSource[];
  notify: (event: PageEvent) => void;
  clock?: Clock;
}

/**
 * The page's side of the notebook: one worker, started at the first run, one job at a time.
 * A worker that does not hear a stop, or crashes, is thrown away; the next run builds a new one,
 * and its kernel runs again what a cell needs from above.
 */
export class NotebookClient {
  readonly #options: ClientOptions;
  readonly #runs = new CellRuns();
  #worker: WorkerLike | null = null;
  /** the page as this worker has it */
  #posted: CellSource[] | null = null;
  #waiting: Job[] = [];
  #active: Job | null = null;
  readonly #stopping: StopDeadline;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#stopping = new StopDeadline(options.clock ?? hostClock, options, () => this.#restart(null));
  }

  /** What a cell's latest run has shown so far. */
  outputsOf(cell: string): Output[] {
    return this.#runs.outputsOf(cell);
  }

  /** What the running job takes a cell to be. */
  sourceOf(cell: string): CellSource | undefined {
    return this.#active?.cells?.find(({ id }) => id === cell);
  }

  get isBusy(): boolean {
    return this.#active !== null;
  }

  /**
   * Runs the cells and what they need; resolves with how each of them ended, whatever happens. Cells
   * that run only if that `isLight` have no result if they need one that takes long. `cells` are the page's as
   * they were when the reader asked, where that was before now. `goesOn`: with a training that was left.
   */
  run(
    targets: string[],
    isLight = false,
    cells = isLight ? null : this.#options.cells(),
    goesOn = false,
  ): Promise<Map<string, RunResult>> {
    // What is asked of a worker that is not there needs none to be started.
    if (targets.length === 0 && !this.#worker) return Promise.resolve(new Map());
    return new Promise((resolve) => {
      const planned = isLight ? [] : targets;
      const job: Job = {
        targets,
        isLight,
        goesOn,
        cells,
        planned,
        isPlanned: false,
        running: null,
        results: new Map(),
        resolve,
      };
      this.#waiting.push(job);
      for (const cell of planned) this.#options.notify({ type: "queued", cell });
      this.#next();
    });
  }

  /** Loads what a run of this cell will need, unless something runs and is in need of the machine. */
  prepare(cell: string): void {
    if (this.#active) return;
    const cells = this.#options.cells();
    this.#worker ??= this.#start();
    this.#worker.postMessage({ type: "prepare", cell, cells: newsOf(cells, this.#posted) });
    this.#posted = cells;
  }

  /** Hands the running cell what it waits for. */
  answer(cell: string, key: string, value: InputValue): void {
    this.#worker?.postMessage({ type: "answer", cell, key, value });
    // From now on the worker has it otherwise than it was posted.
    this.#posted = null;
  }

  /** The running cell rests at its next `progress`, and keeps all that it has. */
  pause(): void {
    if (this.#active) this.#worker?.postMessage({ type: "pause" });
  }

  /** Keeps a model that a cell has made. */
  keep(cell: string, name: string): void {
    this.#worker?.postMessage({ type: "keep", cell, name });
  }

  resume(): void {
    if (this.#active) this.#worker?.postMessage({ type: "resume" });
  }

  /** Stops everything. Asked a second time, it does not wait for the cell to reach a Stop point. */
  stop(): void {
    for (const job of this.#waiting.splice(0)) this.#settle(job, null);
    if (!this.#active) return;
    if (this.#stopping.isRunning) return this.#restart(null);
    this.#worker?.postMessage({ type: "stop" });
    const { running } = this.#active;
    this.#stopping.start(running === null ? [] : this.outputsOf(running));
  }

  /** Ends what the cell's last run has left behind; nothing of that run is shown any more. */
  end(cell: string): void {
    this.#runs.end(cell);
    this.#worker?.postMessage({ type: "end", cell });
    this.#options.notify({ type: "living", cell, serial: this.#runs.serialOf(cell), isLiving: false });
  }

  /** Ends the worker with all that it holds; what waits or runs is stopped. */
  restart(): void {
    for (const job of this.#waiting.splice(0)) this.#settle(job, null);
    this.#restart(null, "asked");
  }

  #next(): void {
    if (this.#active) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#active = job;
    const worker = (this.#worker ??= this.#start());
    const { targets, isLight, goesOn } = job;
    job.cells ??= this.#options.cells();
    // Many runs of one page are asked for at once; it is sent, read and planned with the first.
    const cells = newsOf(job.cells, this.#posted);
    this.#posted = job.cells;
    worker.postMessage({ type: "run", targets, cells, ...(isLight && { isLight }), ...(goesOn && { goesOn }) });
  }

  #start(): WorkerLike {
    const worker = this.#options.createWorker();
    let isTold = false;
    const tell = (problem: string): void => {
      // A worker that talks nonsense does so without end.
      if (!isTold) console.warn(`The notebook's worker said something that the page leaves out: ${problem}.`);
      isTold = true;
    };
    worker.onmessage = ({ data }) => {
      const event = checkEvent(data, this.#active, this.#runs, tell);
      if (event) this.#receive(event);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const isRunning = event.message && !isLoadMessage(event.message);
      this.#restart(isRunning ? crashError(event.message) : workerLoadError());
    };
    return worker;
  }

  #receive(event: KernelEvent): void {
    if (event.type === "crashed") return this.#crashed(event);
    const job = this.#active;
    if (event.type === "stopping") this.#stopping.heard();
    if (!this.#runs.accepts(event)) return;
    if (job) this.#record(job, event);
    this.#options.notify(event);
    if (event.type !== "settled" || !job) return;
    if (unended(job).length > 0) return this.#restart(crashError("it broke off the run"));
    // Browsers may remember that a module did not arrive; a new worker asks for it again.
    const missed = missedModule(job);
    if (missed) this.#endWorker();
    this.#end(job);
    if (missed) this.#options.notify({ type: "restarted", running: null, why: "crash" });
  }

  #crashed({ cell, error }: Crash): void {
    const isLate = this.#active === null && cell !== null && !this.#runs.isEnded(cell);
    this.#restart(error);
    if (!isLate) return;
    this.#options.notify(this.#runs.add(cell, { kind: "error", error }));
    this.#options.notify({ type: "late-error", cell, serial: this.#runs.serialOf(cell), error });
  }

  /** Ends the worker: the running cell with `error`, or as stopped. */
  #restart(error: CellError | null, why: "stop" | "crash" | "asked" = error ? "crash" : "stop"): void {
    this.#endWorker();
    const job = this.#active;
    if (job) {
      this.#settle(job, error);
      this.#end(job);
    }
    this.#options.notify({ type: "restarted", running: job?.running ?? null, why });
  }

  #endWorker(): void {
    if (this.#worker) this.#worker.onmessage = null;
    this.#worker?.terminate();
    this.#worker = null;
    this.#posted = null;
  }

  #end(job: Job): void {
    this.#stopping.callOff();
    this.#active = null;
    job.resolve(job.results);
    this.#next();
  }

  /** A cell that ends before its turn in the worker begins here, if there is something to show. */
  #begin(cell: string): void {
    this.#runs.begin(cell, 0);
    this.#options.notify({ type: "started", cell, serial: 0 });
  }

  #record(job: Job, event: KernelEvent): void {
    if (event.type === "planned") {
      job.planned = event.cells;
      job.isPlanned = true;
    }
    if (event.type === "started") job.running = event.cell;
    if (event.type !== "finished") return;
    const { cell, serial, state, error } = event;
    job.results.set(cell, { state, error, outputs: serial === 0 ? [] : [...this.outputsOf(cell)] });
  }

  /** Gives every cell of a job that has no result yet one. */
  #settle(job: Job, error: CellError | null): void {
    const failed = job.running ?? job.planned[0];
    for (const cell of unended(job)) {
      const own = cell === failed ? error : null;
      const state: EndState = own ? "error" : "stopped";
      // What a former run has shown makes room for an error alone.
      if (own && cell !== job.running) this.#begin(cell);
      if (own) this.#options.notify(this.#runs.add(cell, { kind: "error", error: own }));
      const hasBegun = own !== null || cell === job.running;
      job.results.set(cell, { state, outputs: hasBegun ? [...this.outputsOf(cell)] : [], error: own });
      const serial = hasBegun ? this.#runs.serialOf(cell) : 0;
      this.#options.notify({ type: "finished", cell, serial, state, error: own, seconds: 0 });
    }
    if (job !== this.#active) job.resolve(job.results);
  }
}
