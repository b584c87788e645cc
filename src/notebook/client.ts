import type { CellError } from "./cell-error.ts";
import { crashError, workerLoadError } from "./crash.ts";
import { isLoadMessage } from "./load-error.ts";
import type { InputValue, Output } from "./output.ts";
import type { CellSource, Command, EndState, KernelEvent } from "./protocol.ts";

/** How a cell's run ended, for scripts: plain data. */
export interface RunResult {
  state: EndState;
  outputs: Output[];
  error: CellError | null;
}

/** What a Worker is to the client; tests hand in one of their own. */
export interface WorkerLike {
  postMessage(command: Command): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<KernelEvent>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

type Crash = KernelEvent & { type: "crashed" };

export type PageEvent =
  | Exclude<KernelEvent, Crash>
  /** a run was asked for and waits for its turn */
  | { type: "queued"; cell: string }
  /** the worker was ended; what its cells defined is gone until they run again */
  | { type: "restarted"; running: string | null; why: "stop" | "crash" | "asked" };

export interface ClientOptions {
  createWorker: () => WorkerLike;
  /** all cells of the page, in order, as it shows them now */
  cells: () => CellSource[];
  notify: (event: PageEvent) => void;
  /** how long a cell may take to reach a Stop point before the worker is ended */
  stopMs?: number;
  /** what it has at least to clean up, from when it heard of the stop */
  unwindMs?: number;
}

/** A training with long steps may end its step, but the reader is not kept waiting. */
const longestStopMs = 4000;

interface Job {
  targets: string[];
  alone: boolean;
  /** the page as it was when the run was asked for; what runs alone takes it as it is at its turn */
  cells: CellSource[] | null;
  planned: string[];
  running: string | null;
  outputs: Map<string, Output[]>;
  results: Map<string, RunResult>;
  resolve: (results: Map<string, RunResult>) => void;
}

/**
 * The page's side of the notebook: one worker, started at the first run, one job at a time.
 * A worker that does not hear a stop, or crashes, is thrown away; the next run builds a new one,
 * and its kernel runs again what a cell needs from above.
 */
export class NotebookClient {
  readonly #options: ClientOptions;
  #worker: WorkerLike | null = null;
  #waiting: Job[] = [];
  #active: Job | null = null;
  #patience: ReturnType<typeof setTimeout> | null = null;
  /** when the patience ends */
  #deadline = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** What a cell of the running job has shown so far. */
  outputsOf(cell: string): Output[] {
    return this.#active?.outputs.get(cell) ?? [];
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
   * that are to run `alone` have no result if they need another to run first. `cells` are the page's as
   * they were when the reader asked, where that was before now.
   */
  run(targets: string[], alone = false, cells = alone ? null : this.#options.cells()): Promise<Map<string, RunResult>> {
    // What is asked of a worker that is not there needs none to be started.
    if (targets.length === 0 && !this.#worker) return Promise.resolve(new Map());
    return new Promise((resolve) => {
      const planned = alone ? [] : targets;
      const job: Job = { targets, alone, cells, planned, running: null, outputs: new Map(), results: new Map(), resolve };
      this.#waiting.push(job);
      for (const cell of planned) this.#options.notify({ type: "queued", cell });
      this.#next();
    });
  }

  /** Hands the running cell what it waits for. */
  answer(cell: string, key: string, value: InputValue): void {
    this.#worker?.postMessage({ type: "answer", cell, key, value });
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
    if (this.#patience) return this.#restart(null);
    this.#worker?.postMessage({ type: "stop" });
    this.#wait(this.#stopMs(this.#active));
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
    const { targets, alone } = job;
    job.cells ??= this.#options.cells();
    worker.postMessage({ type: "run", targets, cells: job.cells, ...(alone ? { alone } : {}) });
  }

  #start(): WorkerLike {
    const worker = this.#options.createWorker();
    worker.onmessage = ({ data }) => this.#receive(data);
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
    if (event.type === "stopping" && this.#patience) {
      const left = this.#deadline - performance.now();
      this.#wait(Math.max(left, this.#options.unwindMs ?? 250));
    }
    if (job) keepRecord(job, event);
    this.#options.notify(event);
    if (event.type !== "settled" || !job) return;
    // Browsers may remember that a module did not arrive; a new worker asks for it again.
    const missed = missedModule(job);
    if (missed) this.#endWorker();
    this.#end(job);
    if (missed) this.#options.notify({ type: "restarted", running: null, why: "crash" });
  }

  #crashed({ cell, error }: Crash): void {
    const isLate = this.#active === null && cell !== null;
    this.#restart(error);
    if (isLate) this.#options.notify({ type: "late-error", cell, error });
  }

  #stopMs({ running, outputs }: Job): number {
    const shortest = this.#options.stopMs ?? 1000;
    const shown = running === null ? [] : (outputs.get(running) ?? []);
    return Math.min(Math.max(shortest, 1.5 * stepMs(shown)), Math.max(shortest, longestStopMs));
  }

  #wait(ms: number): void {
    this.#deadline = performance.now() + ms;
    if (this.#patience) clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#restart(null), ms);
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
  }

  #end(job: Job): void {
    if (this.#patience) clearTimeout(this.#patience);
    this.#patience = null;
    this.#active = null;
    job.resolve(job.results);
    this.#next();
  }

  /** Gives every cell of a job that has no result yet one. */
  #settle(job: Job, error: CellError | null): void {
    const failed = job.running ?? job.planned[0];
    for (const cell of job.planned) {
      if (job.results.has(cell)) continue;
      const own = cell === failed ? error : null;
      const state: EndState = own ? "error" : "stopped";
      const outputs = job.outputs.get(cell) ?? [];
      if (own) {
        const index = outputs.push({ kind: "error", error: own }) - 1;
        this.#options.notify({ type: "outputs", cell, patches: [{ index, output: outputs[index]! }] });
      }
      job.results.set(cell, { state, outputs, error: own });
      this.#options.notify({ type: "finished", cell, state, error: own, seconds: 0 });
    }
    if (job !== this.#active) job.resolve(job.results);
  }
}

function missedModule({ results }: Job): boolean {
  return [...results.values()].some(({ error }) => error?.name === "LoadError");
}

function keepRecord(job: Job, event: PageEvent): void {
  switch (event.type) {
    case "planned":
      job.planned = event.cells;
      break;
    case "started":
      job.running = event.cell;
      job.outputs.set(event.cell, []);
      break;
    case "outputs":
      for (const { index, output } of event.patches) job.outputs.get(event.cell)![index] = output;
      break;
    case "finished": {
      const { cell, state, error } = event;
      job.results.set(cell, { state, error, outputs: job.outputs.get(cell) ?? [] });
      break;
    }
  }
}

/** How long a step of the training that the outputs show takes; 0 if they show none. */
function stepMs(outputs: Output[]): number {
  const latest = outputs.findLast((output) => output.kind === "progress");
  const rate = latest?.timing.stepsPerSecond;
  return rate ? 1000 / rate : 0;
}
