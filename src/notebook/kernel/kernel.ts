import { analyse, type CellProgram } from "../language/analyse.ts";
import { CellProblem, type CellError } from "../base/cell-error.ts";
import { cellApiNames } from "../cell-api/cell-api.ts";
import type { ReadBookFile } from "../cell-api/own-models.ts";
import type { CellTimers } from "./cell-timers.ts";
import { hostClock, type Clock } from "../base/clock.ts";
import type { CellConsole } from "../cell-api/console.ts";
import { crashError, isCrash } from "../base/crash.ts";
import { cutEvent } from "./cut-event.ts";
import { FreedTensors } from "./freed-tensors.ts";
import { withHint } from "./hints.ts";
import { isInstance, textOf } from "../base/hostile-values.ts";
import { LiveRun } from "./live-run.ts";
import { kindOf, type SavedModels } from "../cell-api/saved-models.ts";
import { nextTask } from "../base/next-task.ts";
import type { InputValue } from "../output/output.ts";
import { busyFlushMs, flushMs, type OutputStream } from "../output/output-stream.ts";
import {
  dependencies,
  dependents,
  inputsHash,
  planRuns,
  printedCells,
  staleCells,
  type PlannedCell,
} from "./run-plan.ts";
import type { CellSource, EndState, KernelEvent } from "./protocol.ts";
import { type Refusal, Refusals, requestHint } from "../base/refusals.ts";
import type { Registry } from "../cell-api/registry.ts";
import { disposeTensors } from "./dispose-tensors.ts";
import { describeThrown, thrownText } from "./run-error.ts";
import { restoreCell, runCell, type StoredRun } from "./run.ts";
import type { Snapshot } from "./snapshot.ts";
import { cellFrames } from "../cell-api/stack.ts";
import { StopRequest } from "../base/stop.ts";

export interface KernelOptions {
  registry: Registry;
  readFile: ReadBookFile;
  emit: (event: KernelEvent) => void;
  /** somebody is there who can answer what a cell asks */
  hasReader?: boolean;
  /** where the reader keeps models */
  shelf?: SavedModels;
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
  readonly #runs = new Map<string, StoredRun>();
  /** the latest run of each cell, how it ended or not */
  readonly #live = new Map<string, LiveRun>();
  readonly #refusals = new Refusals();
  /** by text: what was read from it, or why it cannot be read */
  #read = new Map<string, CellProgram | CellProblem>();
  #cells: PlannedCell[] = [];
  #snapshots = new Map<string, Snapshot>();
  /** the cell that is running now */
  #current: LiveRun | null = null;
  #isStopped = false;
  #isCrashed = false;
  #serial = 0;
  readonly #freed = new FreedTensors();

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#clock = options.clock ?? hostClock;
    this.#emit = (event) => options.emit(cutEvent(event));
  }

  /**
   * Runs the targets, and before them what they need that is missing or out of date; if they are to
   * run alone and need something, it only says what is out of date. `cells`: null if they are those of
   * the last time.
   */
  async run(targets: string[], cells: CellSource[] | null, alone = false): Promise<void> {
    this.#isStopped = false;
    if (cells) this.#readAll(cells);
    await this.#options.shelf?.refresh();
    const isMore = planRuns(targets, this.#cells, this.#runs).run.some((id) => !targets.includes(id));
    if (alone && isMore) targets = [];
    this.#loadAhead(targets);
    await this.#restoreFor(targets);
    if (this.#isCrashed) return;
    const planned = planRuns(targets, this.#cells, this.#runs, false).run;
    const printed = printedCells(this.#cells);
    this.#emit({ type: "planned", cells: planned, printed: planned.filter((id) => printed.has(id)) });
    const failed = new Set<string>();
    for (const id of planned) {
      const state = await this.#runOne(id, failed);
      if (this.#isCrashed) return;
      if (state !== "done") failed.add(id);
    }
    this.#emit({ type: "settled", stale: staleCells(this.#cells, this.#runs), dependents: this.#dependents(planned) });
  }

  /** What a cell's last run gave, by name, without what it imported. */
  valuesOf(id: string): Map<string, unknown> {
    const run = this.#runs.get(id);
    const imported = new Set(run ? importedNames(this.#cells[this.#indexOf(id)]!.program) : []);
    const names = [...(run?.given ?? [])].filter((name) => !imported.has(name));
    return new Map(names.map((name) => [name, run!.getters.get(name)!()]));
  }

  /** Keeps a model that a cell has made, and says how that went. */
  async keep(cell: string, name: string): Promise<void> {
    const { shelf } = this.#options;
    const answer = { type: "kept", cell, serial: this.#live.get(cell)?.serial ?? 0, name } as const;
    try {
      const model = this.valuesOf(cell).get(name);
      if (!shelf || model === undefined)
        throw new Error(`“${name}” is no longer there. Run the cell again, then keep it.`);
      this.#emit({ ...answer, kept: await shelf.keep(name, model, cell), problem: null });
    } catch (error) {
      this.#emit({
        ...answer,
        kept: null,
        problem: isInstance(error, Error) ? textOf(error, "message") : thrownText(error),
      });
    }
  }

  /** Tells which models a training has left, the one defined last first. */
  #offerModels({ cell, serial, out }: LiveRun): void {
    if (!this.#options.shelf || !out.outputs.some(({ kind }) => kind === "progress")) return;
    const names = [...this.valuesOf(cell)].flatMap(([name, value]) => (kindOf(value) ? name : [])).reverse();
    if (names.length > 0) this.#emit({ type: "models", cell, serial, names });
  }

  /** Stops the running cell at its next Stop point, and everything that waits behind it. */
  stop(): void {
    this.#isStopped = true;
    this.#current?.stop.ask();
    this.#emit({ type: "stopping" });
  }

  /** Ends what a cell's last run has left behind; one that is running is stopped otherwise. */
  end(cell: string): void {
    const run = this.#live.get(cell);
    if (run !== this.#current) run?.close();
  }

  /** The running cell rests at its next `progress`. */
  pause(): void {
    this.#current?.stop.pause();
  }

  resume(): void {
    this.#current?.stop.resume();
  }

  /** What the reader says to a cell that waits for it. */
  answer(cell: string, key: string, value: InputValue): void {
    const [run, planned] = [this.#runs.get(cell), this.#cells[this.#indexOf(cell)]];
    if (this.#current?.cell !== cell || !run || !planned) return;
    planned.inputs = { ...planned.inputs, [key]: value };
    run.inputs = inputsHash(planned);
    this.#current.asked.get(key)?.(value);
  }

  /** Shows a note among the outputs of the cell that is running, if one is. */
  note(text: string): void {
    this.#current?.out.add({ kind: "text", text, level: "warn", by: "notebook" });
  }

  /** Hears of an address that a cell is kept from: what fails for it says so, or a note does. */
  refused(refusal: Refusal): void {
    if (!this.#refusals.add(refusal)) return;
    this.#clock.after(refusalMs, () => this.#current && this.#tellRefusals(this.#current.out));
  }

  #tellRefusals(out: OutputStream): void {
    const text = this.#refusals.news();
    if (text) out.add({ kind: "text", text, level: "warn", by: "notebook" });
  }

  /** Where a library speaks: in the cell that called it, now or in a timer that it left behind. */
  consoleOf(stack: string): CellConsole | null {
    const callers = cellFrames(stack);
    const current = this.#current;
    if (current && (callers.length === 0 || callers.some(({ serial }) => serial === current.serial))) {
      return this.#runs.get(current.cell)?.console ?? null;
    }
    const owner = callers.at(-1);
    const run = owner && this.#runs.get(owner.cell);
    // What a former run left behind has no place in the page any more.
    return run?.serial === owner?.serial ? (run?.console ?? null) : null;
  }

  /** Takes an error that reached nobody: from a timer, or a promise that was left alone. */
  stray(thrown: unknown, owner = this.#ownerOf(thrown)): void {
    if (isInstance(thrown, StopRequest)) return;
    if (isCrash(thrown)) return this.#crash(thrown, owner?.cell ?? null);
    // What a run that is over still throws is not heard.
    if (!owner || owner.isClosed) return;
    if (owner === this.#current) {
      owner.stray ??= { thrown };
      return;
    }
    const error = this.#describe(thrown, owner.cell);
    owner.out.add({ kind: "error", error });
    this.#emit({ type: "late-error", cell: owner.cell, serial: owner.serial, error });
  }

  /** The open run in whose code it was thrown; if that does not show, the one that runs or that ran last. */
  #ownerOf(thrown: unknown): LiveRun | null {
    const frames = isInstance(thrown, Error) ? cellFrames(textOf(thrown, "stack")) : [];
    if (frames.length === 0) return this.#current ?? this.#latest();
    const runs = frames.flatMap(({ cell, serial }) => {
      const run = this.#live.get(cell);
      return run && (serial ?? run.serial) === run.serial && !run.isClosed ? [run] : [];
    });
    return runs[0] ?? null;
  }

  /** Asks at once for all that will be imported, which otherwise comes file by file; who needs it waits. */
  #loadAhead(targets: string[]): void {
    const { registry } = this.#options;
    const ids = planRuns(targets, this.#cells, this.#runs).run;
    const imports = ids.flatMap((id) => this.#cells[this.#indexOf(id)]!.program?.imports ?? []);
    const there = new Set(registry.names());
    const names = new Set(imports.map(({ specifier }) => specifier).filter((name) => there.has(name)));
    for (const name of names) registry.loadAhead?.(name);
  }

  /** Takes from the book what it has of the values that are missing; what fails is computed. */
  async #restoreFor(targets: string[]): Promise<void> {
    const { registry, readFile } = this.#options;
    for (const id of planRuns(targets, this.#cells, this.#runs).restore) {
      if (this.#isStopped) return;
      const cell = this.#cells[this.#indexOf(id)]!;
      const snapshot = this.#snapshots.get(id)!;
      const serial = ++this.#serial;
      this.#forget(id);
      this.#emit({ type: "restoring", cell: id, serial });
      try {
        await restoreCell({ id, program: cell.program!, runs: this.#runs, serial, registry, readFile, snapshot });
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
      this.#refuseWithout(id, failed);
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
    this.#current = null;
    this.#tellRefusals(run.out);
    this.#finish(run, state, error);
    return state;
  }

  /** What the cell's former run still shows is not heard from here on. */
  #begin(cell: string): LiveRun {
    this.#forget(cell);
    const { registry } = this.#options;
    const of = { cell, serial: ++this.#serial };
    const run = new LiveRun(cell, of.serial, {
      clock: this.#clock,
      send: (patches) => this.#emit({ type: "outputs", ...of, patches }),
      pause: () => (this.#current && registry.takesAllCores?.() ? busyFlushMs : flushMs),
      paused: (isPaused) => this.#emit({ type: "paused", ...of, isPaused }),
      living: (isLiving) => this.#emit({ type: "living", ...of, isLiving }),
      failed: (thrown, owner) => this.stray(thrown, owner),
      currentTimers: (): CellTimers | null => this.#current?.timers ?? null,
    });
    this.#live.set(cell, run);
    this.#current = run;
    this.#emit({ type: "started", ...of });
    return run;
  }

  #finish(run: LiveRun, state: EndState, error: CellError | null): void {
    const { cell, serial, out, seconds } = run;
    if (error) out.add({ kind: "error", error });
    out.flush();
    if (error) this.#forget(cell);
    else if (run.stop.isAsked) run.close();
    const memory = this.#options.registry.memory?.();
    if (memory) this.#emit({ type: "memory", memory });
    this.#emit({ type: "finished", cell, serial, state, error, seconds });
    run.leave();
    if (state === "done") this.#offerModels(run);
  }

  /** What the cell has changed of TensorFlow.js is not the next one's. */
  #putBack(id: string, out: OutputStream | null): void {
    const changed = this.#options.registry.putBack?.(this.#runs.get(id)?.values() ?? []);
    for (const text of [changed, out && this.#freedBy(id)]) {
      if (text) out?.add({ kind: "text", text, level: "warn", by: "notebook" });
    }
  }

  /** What the cell took from others. To look costs time, and only who says "dispose" takes something. */
  #freedBy(id: string): string | null {
    if (!this.#cells.some(({ source }) => source.includes("dispose"))) return null;
    // What uses this cell is out of date now, and the page says so.
    const below = new Set(dependents(id, this.#cells));
    const ids = [...this.#runs.keys()].filter((one) => !below.has(one));
    return this.#freed.tell(
      id,
      ids.map((one) => ({ id: one, values: this.valuesOf(one) })),
    );
  }

  /** Nothing more can run here; the page ends the worker and builds a new one. */
  #crash(thrown: Error, cell: string | null): void {
    this.#isCrashed = true;
    const place = cell === null ? undefined : this.#describe(thrown, cell);
    this.#emit({ type: "crashed", cell, error: crashError(thrown, place) });
  }

  async #execute(run: LiveRun): Promise<void> {
    const { cell: id, serial, out, stop } = run;
    const index = this.#indexOf(id);
    const { source } = this.#cells[index]!;
    const program = this.#read.get(source)!;
    if (program instanceof CellProblem) throw program;
    const { registry, readFile, hasReader, shelf } = this.#options;
    const waitFor = (key: string) => new Promise<InputValue>((resolve) => run.asked.set(key, resolve));
    let hasCrashed = false;
    try {
      await runCell({
        id,
        index,
        program,
        cells: this.#cells,
        runs: this.#runs,
        serial,
        registry,
        readFile,
        out,
        stop,
        timers: run.timers,
        preparing: (what) => this.#emit({ type: "preparing", cell: id, serial, what }),
        waitFor: hasReader ? waitFor : null,
        shelf: shelf ?? null,
      });
    } catch (thrown) {
      hasCrashed = isCrash(thrown);
      throw thrown;
    } finally {
      // A rejected promise that nobody awaits is reported one task later.
      await nextTask();
      await nextTask();
      if (!hasCrashed) this.#putBack(id, out);
    }
    if (run.stray) throw run.stray.thrown;
  }

  /** A cell above that failed in this very run gives nothing. */
  #refuseWithout(id: string, failed: Set<string>): void {
    for (const [name, definer] of dependencies(this.#indexOf(id), this.#cells)) {
      if (this.#runs.get(definer.id)?.given.has(name)) continue;
      const hasFailed = failed.has(definer.id);
      throw new CellProblem(
        "CellError",
        `This cell needs "${name}" from the cell "${definer.id}" above, which ${hasFailed ? "ended with an error" : "has not run"}.`,
        null,
        hasFailed ? `Mend "${definer.id}" first, then run this cell again.` : `Run "${definer.id}" first.`,
      );
    }
  }

  #describe(thrown: unknown, id: string): CellError {
    const error = describeThrown(thrown, id, (cell, serial) => {
      const run = this.#runs.get(cell);
      if (run && (serial ?? run.serial) === run.serial) return run;
      const source = this.#cells[this.#indexOf(cell)]?.source;
      return source === undefined ? undefined : { source, compiled: null };
    });
    const hint = requestHint(thrown, this.#refusals);
    return withHint(hint ? { ...error, hint } : error, this.#indexOf(id), this.#cells, [...cellApiNames]);
  }

  /** Closes a former run, and drops what it defined and the tensors that only it held. */
  #forget(id: string): void {
    this.#live.get(id)?.close();
    const run = this.#runs.get(id);
    if (!run) return;
    const later = new Set(dependents(id, this.#cells));
    const others = [...this.#runs.values()].filter((one) => one !== run && !later.has(one.id));
    disposeTensors(
      run.values(),
      others.flatMap((one) => one.values()),
    );
    this.#runs.delete(id);
  }

  #readAll(cells: CellSource[]): void {
    const before = this.#read;
    const texts = cells.flatMap(({ source, original }) => (original === undefined ? [source] : [source, original]));
    this.#read = new Map(texts.map((text) => [text, before.get(text) ?? tryAnalyse(text)]));
    this.#snapshots = new Map(cells.flatMap(({ id, kept }) => (kept ? [[id, kept] as const] : [])));
    this.#cells = cells.map(({ id, source, original, kept, inputs }) => {
      const program = this.#programOf(source);
      const names = kept && new Set([...Object.keys(kept.values), ...importedNames(program)]);
      return {
        id,
        source,
        program,
        ...(original === undefined ? {} : { original: { source: original, program: this.#programOf(original) } }),
        ...(names ? { kept: names } : {}),
        ...(inputs ? { inputs } : {}),
      };
    });
  }

  #programOf(text: string): CellProgram | null {
    const read = this.#read.get(text)!;
    return read instanceof CellProblem ? null : read;
  }

  #latest(): LiveRun | null {
    const open = [...this.#live.values()].filter(({ isClosed }) => !isClosed);
    return open.sort((a, b) => b.serial - a.serial)[0] ?? null;
  }

  #indexOf(id: string): number {
    return this.#cells.findIndex((cell) => cell.id === id);
  }

  #dependents(ids: string[]): Record<string, string[]> {
    // An edited cell may define nothing any more of what the cells below used.
    const originals = this.#cells.map((cell) => ({ ...cell, ...cell.original }));
    const all = (id: string) => [...new Set([...dependents(id, this.#cells), ...dependents(id, originals)])];
    return Object.fromEntries(ids.map((id) => [id, all(id)]));
  }
}

/** A function of a run that was stopped or reset ends at its next Stop point, whoever calls it. */
function calledOfStopped(thrown: unknown): unknown {
  if (!isInstance(thrown, StopRequest)) return thrown;
  const stack = textOf(thrown, "stack");
  const owner = cellFrames(stack)[0]?.cell;
  const [whose, again] = owner ? [`the cell "${owner}"`, `"${owner}"`] : ["another cell", "that cell"];
  const message =
    `This cell calls a function of ${whose}, which was stopped or reset and can show nothing more. ` +
    `Run ${again} again, then this cell.`;
  return Object.assign(new Error(message), { name: "CellError", stack });
}

function importedNames(program: CellProgram | null): string[] {
  return program?.imports.flatMap(({ bindings }) => bindings.map(({ local }) => local)) ?? [];
}

function tryAnalyse(source: string): CellProgram | CellProblem {
  try {
    return analyse(source);
  } catch (error) {
    if (error instanceof CellProblem) return error;
    return new CellProblem("SyntaxError", `This cell cannot be read: ${String(error)}`, null);
  }
}
