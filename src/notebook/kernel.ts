import { analyse, type CellProgram } from "./analyse.ts";
import { CellProblem, type CellError } from "./cell-error.ts";
import { cellApiNames } from "./cell-api.ts";
import type { ReadBookFile } from "./own-models.ts";
import { crashError, isCrash } from "./crash.ts";
import { withHint } from "./hints.ts";
import { kindOf, type ModelShelf } from "./model-shelf.ts";
import { nextTask } from "./next-task.ts";
import type { InputValue } from "./output.ts";
import { busyFlushMs, flushMs, OutputStream } from "./output-stream.ts";
import { dependencies, dependents, inputsKey, plan, printedCells, staleCells, type PlannedCell } from "./plan.ts";
import type { CellSource, EndState, KernelEvent } from "./protocol.ts";
import { type Refusal, Refusals, requestHint } from "./refusals.ts";
import type { Registry } from "./registry.ts";
import { releaseTensors } from "./release.ts";
import { describeThrown } from "./run-error.ts";
import { restoreCell, runCell, type StoredRun } from "./run.ts";
import type { Snapshot } from "./snapshot.ts";
import { cellFrames } from "./stack.ts";
import { StopRequest, StopSignal } from "./stop.ts";

export interface KernelOptions {
  registry: Registry;
  readFile: ReadBookFile;
  emit: (event: KernelEvent) => void;
  /** somebody is there who can answer what a cell asks */
  hasReader?: boolean;
  /** where the reader keeps models */
  shelf?: ModelShelf;
}

/** A cell that goes on without an error is told of what it was refused after so long. */
const refusalMs = 1000;

/** The cell that is running now. */
interface Current {
  id: string;
  stop: StopSignal;
  out: OutputStream;
  /** thrown where nobody awaited it: in a timer or a promise left alone */
  stray: { thrown: unknown } | null;
  /** what it asked the reader, by key */
  asked: Map<string, (value: InputValue) => void>;
}

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
 * - Running a cell again frees the tensors that only its former variables held, and ends what its
 *   former timers still show.
 */
export class Kernel {
  readonly #options: KernelOptions;
  readonly #runs = new Map<string, StoredRun>();
  readonly #refusals = new Refusals();
  /** by text: what was read from it, or why it cannot be read */
  #read = new Map<string, CellProgram | CellProblem>();
  #cells: PlannedCell[] = [];
  #snapshots = new Map<string, Snapshot>();
  #current: Current | null = null;
  #isStopped = false;
  #isCrashed = false;
  #serial = 0;

  constructor(options: KernelOptions) {
    this.#options = options;
  }

  /**
   * Runs the targets, and before them what they need that is missing or out of date; if they are to
   * run alone and need something, it only says what is out of date.
   */
  async run(targets: string[], cells: CellSource[], alone = false): Promise<void> {
    const { emit } = this.#options;
    this.#isStopped = false;
    this.#readAll(cells);
    await this.#options.shelf?.refresh();
    const isMore = plan(targets, this.#cells, this.#runs).run.some((id) => !targets.includes(id));
    if (alone && isMore) targets = [];
    this.#loadAhead(targets);
    await this.#restoreFor(targets);
    if (this.#isCrashed) return;
    const planned = plan(targets, this.#cells, this.#runs, false).run;
    const printed = printedCells(this.#cells);
    emit({ type: "planned", cells: planned, printed: planned.filter((id) => printed.has(id)) });
    const failed = new Set<string>();
    for (const id of planned) {
      const state = await this.#runOne(id, failed);
      if (this.#isCrashed) return;
      if (state !== "done") failed.add(id);
    }
    emit({ type: "settled", stale: staleCells(this.#cells, this.#runs), dependents: this.#dependents(planned) });
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
    const { shelf, emit } = this.#options;
    try {
      const model = this.valuesOf(cell).get(name);
      if (!shelf || model === undefined) throw new Error(`“${name}” is no longer there. Run the cell again, then keep it.`);
      emit({ type: "kept", cell, name, kept: await shelf.keep(name, model, cell), problem: null });
    } catch (error) {
      emit({ type: "kept", cell, name, kept: null, problem: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Tells which models a training has left, the one defined last first. */
  #offerModels(cell: string, out: OutputStream): void {
    if (!this.#options.shelf || !out.outputs.some(({ kind }) => kind === "progress")) return;
    const names = [...this.valuesOf(cell)].flatMap(([name, value]) => (kindOf(value) ? name : [])).reverse();
    if (names.length > 0) this.#options.emit({ type: "models", cell, names });
  }

  /** Stops the running cell at its next Stop point, and everything that waits behind it. */
  stop(): void {
    this.#isStopped = true;
    this.#current?.stop.ask();
    this.#options.emit({ type: "stopping" });
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
    if (this.#current?.id !== cell || !run || !planned) return;
    planned.inputs = { ...planned.inputs, [key]: value };
    run.inputs = inputsKey(planned);
    this.#current.asked.get(key)?.(value);
  }

  /** Shows a note among the outputs of the cell that is running, if one is. */
  note(text: string): void {
    this.#current?.out.add({ kind: "text", text, level: "warn", by: "notebook" });
  }

  /** Hears of an address that a cell is kept from: what fails for it says so, or a note does. */
  refused(refusal: Refusal): void {
    if (!this.#refusals.add(refusal)) return;
    setTimeout(() => this.#current && this.#tellRefusals(this.#current.out), refusalMs);
  }

  #tellRefusals(out: OutputStream): void {
    const text = this.#refusals.news();
    if (text) out.add({ kind: "text", text, level: "warn", by: "notebook" });
  }

  /** Takes an error that reached nobody: from a timer, or a promise that was left alone. */
  stray(thrown: unknown): void {
    if (thrown instanceof StopRequest) return;
    const owner = thrown instanceof Error ? cellFrames(String(thrown.stack))[0]?.cell : undefined;
    if (isCrash(thrown)) return this.#crash(thrown, owner ?? this.#current?.id ?? this.#latest() ?? null);
    const current = this.#current;
    if (current && (owner ?? current.id) === current.id) {
      current.stray ??= { thrown };
      return;
    }
    const cell = owner ?? this.#latest();
    if (cell) this.#options.emit({ type: "late-error", cell, error: this.#describe(thrown, cell) });
  }

  /** Asks at once for all that will be imported, which otherwise comes file by file; who needs it waits. */
  #loadAhead(targets: string[]): void {
    const { registry } = this.#options;
    const ids = plan(targets, this.#cells, this.#runs).run;
    const imports = ids.flatMap((id) => this.#cells[this.#indexOf(id)]!.program?.imports ?? []);
    const there = new Set(registry.names());
    const names = new Set(imports.map(({ specifier }) => specifier).filter((name) => there.has(name)));
    for (const name of names) registry.loadAhead?.(name);
  }

  /** Takes from the book what it has of the values that are missing; what fails is computed. */
  async #restoreFor(targets: string[]): Promise<void> {
    const { registry, readFile, emit } = this.#options;
    for (const id of plan(targets, this.#cells, this.#runs).restore) {
      if (this.#isStopped) return;
      const cell = this.#cells[this.#indexOf(id)]!;
      const snapshot = this.#snapshots.get(id)!;
      emit({ type: "restoring", cell: id });
      this.#forget(id);
      try {
        const serial = ++this.#serial;
        await restoreCell({ id, program: cell.program!, runs: this.#runs, serial, registry, readFile, snapshot });
        emit({ type: "restored", cell: id });
      } catch (thrown) {
        if (isCrash(thrown)) return this.#crash(thrown, id);
      }
    }
  }

  async #runOne(id: string, failed: Set<string>): Promise<EndState> {
    const { emit } = this.#options;
    const begin = performance.now();
    const stop = new StopSignal((isPaused) => {
      // The page shows the very step it rests at.
      this.#current?.out.flush();
      emit({ type: "paused", cell: id, isPaused });
    });
    const finish = (state: EndState, error: CellError | null): EndState => {
      const seconds = (performance.now() - begin - stop.pausedMs) / 1000;
      emit({ type: "finished", cell: id, state, error, seconds });
      return state;
    };
    if (this.#isStopped) return finish("stopped", null);
    emit({ type: "started", cell: id });
    this.#refusals.clear();
    const { registry } = this.#options;
    const pause = () => (registry.takesAllCores?.() ? busyFlushMs : flushMs);
    const out = new OutputStream((patches) => emit({ type: "outputs", cell: id, patches }), undefined, pause);
    const current: Current = { id, stop, out, stray: null, asked: new Map() };
    this.#current = current;
    this.#forget(id);
    let error: CellError | null = null;
    let state: EndState = "done";
    try {
      this.#refuseWithout(id, failed);
      await this.#execute(id, out, current);
    } catch (thrown) {
      if (isCrash(thrown)) {
        out.flush();
        this.#crash(thrown, id);
        return "error";
      }
      const isStop = thrown instanceof StopRequest;
      state = isStop ? "stopped" : "error";
      if (!isStop) error = this.#describe(thrown, id);
    }
    this.#current = null;
    this.#tellRefusals(out);
    if (error) {
      this.#forget(id);
      out.add({ kind: "error", error });
    }
    out.flush();
    const memory = this.#options.registry.memory?.();
    if (memory) emit({ type: "memory", memory });
    finish(state, error);
    if (state === "done") this.#offerModels(id, out);
    return state;
  }

  /** Nothing more can run here; the page ends the worker and builds a new one. */
  #crash(thrown: unknown, cell: string | null): void {
    this.#isCrashed = true;
    const place = cell === null ? undefined : this.#describe(thrown, cell);
    this.#options.emit({ type: "crashed", cell, error: crashError((thrown as Error).message, place) });
  }

  async #execute(id: string, out: OutputStream, current: Current): Promise<void> {
    const index = this.#indexOf(id);
    const { source } = this.#cells[index]!;
    const program = this.#read.get(source)!;
    if (program instanceof CellProblem) throw program;
    const { registry, readFile, emit, hasReader, shelf } = this.#options;
    const waitFor = (key: string) => new Promise<InputValue>((resolve) => current.asked.set(key, resolve));
    try {
      await runCell({
        id,
        index,
        program,
        cells: this.#cells,
        runs: this.#runs,
        serial: ++this.#serial,
        registry,
        readFile,
        out,
        stop: current.stop,
        preparing: (what) => emit({ type: "preparing", cell: id, what }),
        waitFor: hasReader ? waitFor : null,
        shelf: shelf ?? null,
      });
    } finally {
      // A rejected promise that nobody awaits is reported one task later.
      await nextTask();
      await nextTask();
    }
    if (current.stray) throw current.stray.thrown;
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
    const error = describeThrown(thrown, id, (cell) => {
      const run = this.#runs.get(cell);
      if (run) return run;
      const source = this.#cells[this.#indexOf(cell)]?.source;
      return source === undefined ? undefined : { source, compiled: null };
    });
    const hint = requestHint(thrown, this.#refusals);
    return withHint(hint ? { ...error, hint } : error, this.#indexOf(id), this.#cells, [...cellApiNames]);
  }

  /** Drops what a former run defined, and the tensors that only it held. */
  #forget(id: string): void {
    const run = this.#runs.get(id);
    if (!run) return;
    run.stop.ask();
    const later = new Set(dependents(id, this.#cells));
    const others = [...this.#runs.values()].filter((one) => one !== run && !later.has(one.id));
    releaseTensors(run.values(), others.flatMap((one) => one.values()));
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

  #latest(): string | undefined {
    return [...this.#runs.values()].sort((a, b) => b.serial - a.serial)[0]?.id;
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
