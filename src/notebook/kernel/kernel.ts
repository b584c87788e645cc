import type { CellError } from "../base/cell-error.ts";
import { cellApiNames } from "../cell-api/cell-api.ts";
import type { ReadBookFile } from "../cell-api/own-models.ts";
import type { CellTimers } from "./cell-timers.ts";
import { lightSeconds } from "../base/light-seconds.ts";
import { hostClock, type Clock } from "../base/clock.ts";
import type { CellConsole } from "../cell-api/console.ts";
import { crashError, isCrash } from "../base/crash.ts";
import { calledOfStopped, refuseWithoutNeeded } from "./cell-faults.ts";
import { cutEvent } from "./cut-event.ts";
import { withHint } from "./hints.ts";
import { isInstance } from "../base/hostile-values.ts";
import { LiveRun } from "./live-run.ts";
import { PageCells } from "./page-cells.ts";
import { PageRuns } from "./page-runs.ts";
import { saveModel, trainedModels } from "./save-model.ts";
import type { SavedModels } from "../cell-api/saved-models.ts";
import { nextTask } from "../base/next-task.ts";
import type { InputValue } from "../output/output.ts";
import { busyFlushMs, flushMs, type OutputStream } from "../output/output-stream.ts";
import { ancestry, inputsHash, planRuns, printedCells, staleCells } from "./run-plan.ts";
import type { EndState, KernelEvent, PostedCell } from "./protocol.ts";
import { type Refusal, Refusals, requestHint } from "../base/refusals.ts";
import type { Registry } from "../cell-api/registry.ts";
import { describeThrown } from "./run-error.ts";
import { restoreCell, runCell } from "./run.ts";
import { StopRequest } from "../base/stop.ts";
import { type StateFiles, TrainingKeeper } from "../cell-api/training-keeper.ts";
import type { Trainings } from "../cell-api/trainings.ts";

export interface KernelOptions {
  registry: Registry;
  readFile: ReadBookFile;
  emit: (event: KernelEvent) => void;
  /** somebody is there who can answer what a cell asks */
  hasReader?: boolean;
  /** where the reader keeps models */
  shelf?: SavedModels;
  /** where trainings are saved while they go on */
  trainings?: Trainings;
  clock?: Clock;
}

/** A cell that goes on without an error is told of what it was refused after so long. */
const refusalMs = 1000;

/**
 * Runs the cells of one page, one after the other, and keeps what they define.
 *
 * - A name means the nearest definition above. Redeclaring is free; assigning a variable of another
 *   cell is refused, because that cell may be run again at any time.
 * - Running a cell first runs what it needs that is missing, edited or out of date (plan.ts);
 *   afterwards the cells below that used it are reported as out of date, and not run.
 * - A cell takes values when it begins. Only a variable that a function of its own cell assigns is
 *   read anew at each use, so that `add()` from above and `count` from above agree.
 * - A stopped cell keeps what it had defined; one that failed gives nothing.
 * - Outputs belong to their run. What its timers and promises show after its end is shown, too, until
 *   the cell runs again, fails, is stopped or reset: then the run is closed (live-run.ts).
 * - Running a cell again frees the tensors that only its former variables held.
 */
export class Kernel {
  readonly #options: KernelOptions;
  readonly #emit: (event: KernelEvent) => void;
  readonly #clock: Clock;
  readonly #cells = new PageCells();
  readonly #runs = new PageRuns(this.#cells);
  readonly #refusals = new Refusals();
  #isStopped = false;
  #isCrashed = false;
  /** the cells whose trainings go on where they were at a former visit */
  #goesOn: readonly string[] = [];
  #serial = 0;

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#clock = options.clock ?? hostClock;
    this.#emit = (event) => options.emit(cutEvent(event));
  }

  /**
   * Runs the targets, and before them what they need that is missing or out of date. A run that is to be
   * light, and needs something that takes long, only says what is out of date. `cells`: null if they are
   * those of the last time. `goesOn`: a training of the targets goes on where it was when the page was left.
   */
  async run(targets: string[], cells: PostedCell[] | null, isLight = false, goesOn = false): Promise<void> {
    this.#isStopped = false;
    this.#goesOn = goesOn ? targets : [];
    if (cells) this.#cells.take(cells);
    await this.#options.shelf?.refresh();
    const needed = planRuns(targets, this.#cells.list, this.#runs.stored).run.filter((id) => !targets.includes(id));
    if (isLight && !needed.every((id) => this.#takesLittle(id))) targets = [];
    this.#loadAhead(targets);
    await this.#restoreFor(targets);
    if (this.#isCrashed) return;
    const planned = planRuns(targets, this.#cells.list, this.#runs.stored, false).run;
    const printed = printedCells(this.#cells.list);
    this.#emit({ type: "planned", cells: planned, printed: planned.filter((id) => printed.has(id)) });
    const failed = new Set<string>();
    for (const id of planned) {
      const state = await this.#runOne(id, failed);
      if (this.#isCrashed) return;
      if (state !== "done") failed.add(id);
    }
    this.#emit({
      type: "settled",
      stale: staleCells(this.#cells.list, this.#runs.stored),
      dependents: this.#cells.dependentsOf(planned),
    });
  }

  /** Loads what a run of this cell will need. Only between two runs: it takes the page as it is now. */
  prepare(cell: string, cells: PostedCell[] | null): void {
    if (cells) this.#cells.take(cells);
    this.#loadAhead([cell]);
  }

  /** Saves a model that a cell has made, and says how that went. */
  async keep(cell: string, name: string): Promise<void> {
    const serial = this.#runs.live.get(cell)?.serial ?? 0;
    const saved = await saveModel(this.#options.shelf, this.valuesOf(cell).get(name), name, cell);
    this.#emit({ type: "kept", cell, serial, name, ...saved });
  }

  /** Tells which models a training has left. */
  #offerModels({ cell, serial, out }: LiveRun): void {
    const names = this.#options.shelf ? trainedModels(this.valuesOf(cell), out.outputs) : [];
    if (names.length > 0) this.#emit({ type: "models", cell, serial, names });
  }

  /** What a cell's last run gave, by name, without what it imported. */
  valuesOf(id: string): Map<string, unknown> {
    return this.#runs.valuesOf(id);
  }

  /** Where a library speaks: in the cell that called it. */
  consoleOf(stack: string): CellConsole | null {
    return this.#runs.consoleOf(stack);
  }

  /** Stops the running cell at its next Stop point, and everything that waits behind it. */
  stop(): void {
    this.#isStopped = true;
    this.#runs.current?.stop.ask();
    this.#emit({ type: "stopping" });
  }

  /** Ends what a cell's last run has left behind; one that is running is stopped otherwise. */
  end(cell: string): void {
    const run = this.#runs.live.get(cell);
    if (run !== this.#runs.current) run?.close();
  }

  /** The running cell rests at its next `progress`. */
  pause(): void {
    this.#runs.current?.stop.pause();
  }

  resume(): void {
    this.#runs.current?.stop.resume();
  }

  /** What the reader says to a cell that waits for it. */
  answer(cell: string, key: string, value: InputValue): void {
    const [run, planned] = [this.#runs.stored.get(cell), this.#cells.find(cell)];
    if (this.#runs.current?.cell !== cell || !run || !planned) return;
    planned.inputs = { ...planned.inputs, [key]: value };
    run.inputs = inputsHash(planned);
    this.#runs.current.asked.get(key)?.(value);
  }

  /** Shows a note among the outputs of the cell that is running, if one is. */
  note(text: string): void {
    this.#runs.current?.out.add({ kind: "text", text, level: "warn", by: "notebook" });
  }

  /** Hears of an address that a cell is kept from: what fails for it says so, or a note does. */
  refused(refusal: Refusal): void {
    if (!this.#refusals.add(refusal)) return;
    this.#clock.after(refusalMs, () => this.#runs.current && this.#tellRefusals(this.#runs.current.out));
  }

  #tellRefusals(out: OutputStream): void {
    const text = this.#refusals.news();
    if (text) out.add({ kind: "text", text, level: "warn", by: "notebook" });
  }

  /** Takes an error that reached nobody: from a timer, or a promise that was left alone. */
  stray(thrown: unknown, owner = this.#runs.ownerOf(thrown)): void {
    if (isInstance(thrown, StopRequest)) return;
    if (isCrash(thrown)) return this.#crash(thrown, owner?.cell ?? null);
    // What a run that is over still throws is not heard.
    if (!owner || owner.isClosed) return;
    if (owner === this.#runs.current) {
      owner.stray ??= { thrown };
      return;
    }
    const error = this.#describe(thrown, owner.cell);
    owner.out.add({ kind: "error", error });
    this.#emit({ type: "late-error", cell: owner.cell, serial: owner.serial, error });
  }

  /** By its last run of this text, or by the book's. */
  #takesLittle(id: string): boolean {
    const cell = this.#cells.find(id)!;
    const seconds = this.#runs.secondsOf(cell) ?? this.#cells.bookSecondsOf(cell);
    return seconds !== null && seconds <= lightSeconds;
  }

  /** Asks at once for all that will be imported, which otherwise comes file by file; who needs it waits. */
  #loadAhead(targets: string[]): void {
    const { registry } = this.#options;
    const ids = planRuns(targets, this.#cells.list, this.#runs.stored).run;
    const imports = ids.flatMap((id) => this.#cells.find(id)!.program?.imports ?? []);
    const there = new Set(registry.names());
    const names = new Set(imports.map(({ specifier }) => specifier).filter((name) => there.has(name)));
    for (const name of names) registry.loadAhead?.(name);
  }

  /** Takes from the book what it has of the values that are missing; what fails is computed. */
  async #restoreFor(targets: string[]): Promise<void> {
    const { registry, readFile } = this.#options;
    for (const id of planRuns(targets, this.#cells.list, this.#runs.stored).restore) {
      if (this.#isStopped) return;
      const cell = this.#cells.find(id)!;
      const snapshot = this.#cells.snapshotOf(id)!;
      const serial = ++this.#serial;
      this.#runs.forget(id);
      this.#emit({ type: "restoring", cell: id, serial });
      try {
        await restoreCell({
          id,
          program: cell.program!,
          runs: this.#runs.stored,
          serial,
          registry,
          readFile,
          snapshot,
        });
        this.#emit({ type: "restored", cell: id, serial });
      } catch (thrown) {
        if (isCrash(thrown)) return this.#crash(thrown, id);
      }
    }
  }

  async #runOne(id: string, failed: Set<string>): Promise<EndState> {
    if (this.#isStopped) {
      this.#emit({ type: "finished", cell: id, serial: 0, state: "stopped", error: null, seconds: 0 });
      return "stopped";
    }
    const run = this.#begin(id);
    this.#refusals.clear();
    let error: CellError | null = null;
    let state: EndState = "done";
    try {
      refuseWithoutNeeded(id, this.#cells, this.#runs.stored, failed);
      // A timer may have changed something since the last cell.
      this.#putBack(id, null);
      await this.#execute(run);
    } catch (thrown) {
      if (isCrash(thrown)) {
        run.out.flush();
        this.#crash(thrown, id);
        return "error";
      }
      state = run.stop.isAsked && isInstance(thrown, StopRequest) ? "stopped" : "error";
      if (state === "error") error = this.#describe(calledOfStopped(thrown), id);
    }
    this.#runs.current = null;
    this.#tellRefusals(run.out);
    this.#finish(run, state, error);
    return state;
  }

  /** What the cell's former run still shows is not heard from here on. */
  #begin(cell: string): LiveRun {
    this.#runs.forget(cell);
    const { registry } = this.#options;
    const of = { cell, serial: ++this.#serial };
    const run = new LiveRun(cell, of.serial, {
      clock: this.#clock,
      send: (patches) => this.#emit({ type: "outputs", ...of, patches }),
      pause: () => (this.#runs.current && registry.takesAllCores?.() ? busyFlushMs : flushMs),
      paused: (isPaused) => this.#emit({ type: "paused", ...of, isPaused }),
      living: (isLiving) => this.#emit({ type: "living", ...of, isLiving }),
      failed: (thrown, owner) => this.stray(thrown, owner),
      currentTimers: (): CellTimers | null => this.#runs.current?.timers ?? null,
    });
    this.#runs.live.set(cell, run);
    this.#runs.current = run;
    this.#emit({ type: "started", ...of });
    return run;
  }

  #finish(run: LiveRun, state: EndState, error: CellError | null): void {
    const { cell, serial, out, seconds } = run;
    if (error) out.add({ kind: "error", error });
    out.flush();
    if (error) this.#runs.forget(cell);
    else if (run.stop.isAsked) run.close();
    const memory = this.#options.registry.memory?.();
    if (memory) this.#emit({ type: "memory", memory });
    this.#emit({ type: "finished", cell, serial, state, error, seconds });
    run.leave();
    if (state !== "done") return;
    this.#runs.took.set(cell, { source: this.#cells.find(cell)?.source ?? "", seconds });
    this.#offerModels(run);
  }

  /** What the cell has changed of TensorFlow.js is not the next one's. */
  #putBack(id: string, out: OutputStream | null): void {
    const changed = this.#options.registry.putBack?.(this.#runs.stored.get(id)?.values() ?? []);
    for (const text of [changed, out && this.#runs.freedBy(id)]) {
      if (text) out?.add({ kind: "text", text, level: "warn", by: "notebook" });
    }
  }

  /** Nothing more can run here; the page ends the worker and builds a new one. */
  #crash(thrown: Error, cell: string | null): void {
    this.#isCrashed = true;
    const place = cell === null ? undefined : this.#describe(thrown, cell);
    this.#emit({ type: "crashed", cell, error: crashError(thrown, place) });
  }

  async #execute(run: LiveRun): Promise<void> {
    const { cell: id, serial, out, stop } = run;
    const index = this.#cells.indexOf(id);
    const program = this.#cells.programOf(id);
    const { registry, readFile, hasReader, shelf } = this.#options;
    const keeper = this.#keeperOf(run, index);
    const waitFor = (key: string) => new Promise<InputValue>((resolve) => run.asked.set(key, resolve));
    let hasCrashed = false;
    try {
      await runCell({
        id,
        index,
        program,
        cells: this.#cells.list,
        runs: this.#runs.stored,
        serial,
        registry,
        readFile,
        out,
        stop,
        timers: run.timers,
        preparing: (what) => this.#emit({ type: "preparing", cell: id, serial, what }),
        waitFor: hasReader ? waitFor : null,
        shelf: shelf ?? null,
        keeper,
      });
    } catch (thrown) {
      hasCrashed = isCrash(thrown);
      throw thrown;
    } finally {
      // A rejected promise that nobody awaits is reported one task later.
      await nextTask();
      await nextTask();
      if (!hasCrashed) this.#putBack(id, out);
      if (!hasCrashed) void keeper.end();
    }
    if (run.stray) throw run.stray.thrown;
  }

  #keeperOf({ cell, serial, out, stop }: LiveRun, index: number): TrainingKeeper {
    const { registry, trainings = null } = this.#options;
    const needed = ancestry(index, this.#cells.list);
    return new TrainingKeeper({
      ...{ cell, trainings, goesOn: this.#goesOn.includes(cell), clock: stop.clock },
      key: JSON.stringify([registry.edition, ...needed.map((one) => [one.id, one.source, inputsHash(one)])]),
      files: () => registry.load("mini-rlhf/learner-state") as Promise<object> as Promise<StateFiles>,
      saved: (step, steps) => this.#emit({ type: "saved", cell, serial, step, steps }),
      say: (text) => out.add({ kind: "text", text, level: "warn", by: "notebook" }),
    });
  }

  #describe(thrown: unknown, id: string): CellError {
    const error = describeThrown(thrown, id, (cell, serial) => {
      const run = this.#runs.stored.get(cell);
      if (run && (serial ?? run.serial) === run.serial) return run;
      const source = this.#cells.find(cell)?.source;
      return source === undefined ? undefined : { source, compiled: null };
    });
    const hint = requestHint(thrown, this.#refusals);
    return withHint(hint ? { ...error, hint } : error, this.#cells.indexOf(id), this.#cells.list, [...cellApiNames]);
  }
}
