import type { CellProgram } from "../language/analyse.ts";
import { type CellApi, createCellApi, outputFor } from "../cell-api/cell-api.ts";
import type { ReadBookFile } from "../cell-api/own-models.ts";
import { CellProblem, type Position, positionAt } from "../base/cell-error.ts";
import { type CellFunction, compileCell, type CompiledCell } from "../language/compile.ts";
import type { CellTimers } from "./cell-timers.ts";
import type { CellConsole } from "../cell-api/console.ts";
import { isLoadFailure } from "../base/load-error.ts";
import { loadSnapshot } from "./load-snapshot.ts";
import type { SavedModels } from "../cell-api/saved-models.ts";
import type { OutputStream } from "../output/output-stream.ts";
import type { InputValue } from "../output/output.ts";
import { type CellRun, definerOf, dependencies, inputsHash, type PlannedCell } from "./run-plan.ts";
import { checkImport, importedValue, type ModuleExports, type Registry, unknownModule } from "../cell-api/registry.ts";
import { describeThrown } from "./run-error.ts";
import type { Snapshot } from "./snapshot.ts";
import type { TrainingKeeper } from "../cell-api/training-keeper.ts";
import type { StopSignal } from "../base/stop.ts";

/** A cell's last run with what it defined. */
export interface StoredRun extends CellRun {
  id: string;
  compiled: CompiledCell;
  /** reads a variable as it is now, also after a function has changed it */
  getters: Map<string, () => unknown>;
  /** names whose value a function of the cell can still change */
  changing: Set<string>;
  /** where libraries speak that it calls; null where its code has not run */
  console: CellConsole | null;
  /** what it declared itself, as it is now */
  values(): unknown[];
}

export interface RunRequest {
  id: string;
  index: number;
  program: CellProgram;
  cells: PlannedCell[];
  /** the new run is entered here as soon as it begins */
  runs: Map<string, StoredRun>;
  serial: number;
  registry: Registry;
  readFile: ReadBookFile;
  out: OutputStream;
  stop: StopSignal;
  /** what the cell's setTimeout and the like stand for, by name */
  timers: CellTimers;
  preparing: (what: string) => void;
  /** asks the reader; null where there is none */
  waitFor: ((key: string) => Promise<InputValue>) | null;
  /** the models that the reader keeps */
  shelf: SavedModels | null;
  /** saves the cell's training */
  keeper: TrainingKeeper;
}

/** Compiles and runs one cell; its outputs go to `out`, its variables to `runs`. */
export async function runCell(request: RunRequest): Promise<void> {
  const { id, program, out, stop, runs, timers } = request;
  refuseForeignAssignment(request);
  const getters = await importNames(request);
  stop.check();
  const scope = collectScope(request, getters);
  const compiled = compileCell(id, program, [...scope.values.keys()], request.serial);
  const run = newRun(request, compiled, getters, scope.console);
  runs.set(id, run);
  const start = evaluate(compiled.code)(scope.live);
  const runtime = {
    define: (own: Record<string, () => unknown>) => {
      for (const [name, getter] of Object.entries(own)) getters.set(name, getter);
    },
    load: (specifier: unknown) => loadModule(String(specifier), request),
  };
  try {
    const value = await start(runtime, ...scope.values.values());
    if (value !== undefined && !timers.isId(value)) out.add(outputFor(value));
  } finally {
    for (const [name, getter] of getters) if (canRead(getter)) run.given.add(name);
  }
}

export interface RestoreRequest extends Pick<
  RunRequest,
  "id" | "program" | "runs" | "serial" | "registry" | "readFile"
> {
  snapshot: Snapshot;
}

/** Gives a cell the values that the book keeps of it; its own code does not run. */
export async function restoreCell(request: RestoreRequest): Promise<void> {
  const { id, program, runs, serial, snapshot, registry, readFile } = request;
  const getters = await importNames({ program, registry, preparing: () => {} });
  const values = await loadSnapshot(snapshot, registry, readFile);
  for (const [name, value] of values) getters.set(name, () => value);
  runs.set(id, {
    id,
    serial,
    source: program.source,
    compiled: compileCell(id, program, []),
    taken: new Map(),
    given: new Set(getters.keys()),
    isRestored: true,
    inputs: "[]",
    getters,
    changing: new Set(),
    console: null,
    values: () => [...values.values()],
  });
}

/** Indirect, so that the code sees nothing but the globals and what it is handed. */
function evaluate(code: string): CellFunction {
  return (0, globalThis.eval)(code) as CellFunction;
}

function newRun(
  { id, index, program, cells, runs, serial }: RunRequest,
  compiled: CompiledCell,
  getters: StoredRun["getters"],
  console: CellConsole,
): StoredRun {
  const imported = new Set(getters.keys());
  const taken = [...dependencies(index, cells)].map(([name, definer]) => [name, runs.get(definer.id)!.serial] as const);
  return {
    id,
    serial,
    source: program.source,
    inputs: inputsHash(cells[index]!),
    compiled,
    taken: new Map(taken),
    given: new Set(),
    getters,
    changing: program.references.changing,
    console,
    values: () =>
      [...getters].filter(([name, getter]) => !imported.has(name) && canRead(getter)).map(([, getter]) => getter()),
  };
}

/** A `let` or `const` that the run did not reach has no value to read. */
function canRead(getter: () => unknown): boolean {
  try {
    getter();
    return true;
  } catch {
    return false;
  }
}

type Loading = Pick<RunRequest, "program" | "registry" | "preparing">;

/** Loads the modules a cell imports and reads the imported names from them. */
async function importNames(request: Loading): Promise<Map<string, () => unknown>> {
  const { program, registry } = request;
  for (const one of [...program.imports, ...program.dynamicImports]) checkImport(one, registry);
  const getters = new Map<string, () => unknown>();
  for (const { specifier, at, bindings } of program.imports) {
    const exports = await loadModule(specifier, request, at);
    for (const binding of bindings) {
      // What is imported but never used as a value may well be a type.
      const isUsed = program.references.free.has(binding.local);
      if (!isUsed && binding.imported !== "*" && !(binding.imported in exports)) continue;
      const value = importedValue(binding, specifier, exports);
      getters.set(binding.local, () => value);
    }
  }
  return getters;
}

async function loadModule(
  specifier: string,
  { registry, preparing }: Loading,
  at: Position | null = null,
): Promise<ModuleExports> {
  if (!registry.names().includes(specifier)) throw unknownModule(specifier, registry, null);
  preparing(specifier);
  try {
    return await registry.load(specifier);
  } catch (thrown) {
    if (!isLoadFailure(thrown)) throw thrown;
    const message = `"${specifier}" could not be loaded. Is the network connection there?`;
    throw new CellProblem("LoadError", message, at, "Run the cell again when it is back.");
  }
}

/**
 * What the cell's free names stand for: its own imports, else the nearest definition above, else
 * the cell API and its run's own timers; all others are globals. Values are taken once, except those
 * a function of the other cell can still change: `live` reads them anew each time.
 */
function collectScope(request: RunRequest, imported: Map<string, () => unknown>) {
  const { id, program, index, cells, runs, out, stop, readFile, waitFor, shelf, keeper } = request;
  const timers = request.timers.calls();
  const placeOf = (thrown: unknown) => describeThrown(thrown, id, (cell) => runs.get(cell));
  const reader = { values: cells[index]!.inputs ?? {}, waitFor, shelf, cell: id, placeOf, keeper };
  const api = createCellApi(out, stop, readFile, reader);
  const above = dependencies(index, cells);
  const values = new Map<string, unknown>();
  const live = Object.create(null) as object;
  for (const name of program.references.free.keys()) {
    const definer = above.get(name);
    const run = definer && runs.get(definer.id);
    const getter = imported.get(name) ?? run?.getters.get(name);
    if (getter && run?.changing.has(name)) {
      Object.defineProperty(live, name, { get: getter });
    } else if (getter) {
      values.set(name, getter());
    } else if (Object.hasOwn(api, name)) {
      values.set(name, api[name as keyof CellApi]);
    } else if (timers.has(name)) {
      values.set(name, timers.get(name));
    }
  }
  return { values, live, console: api.console };
}

/** Another cell's variable stays what that cell made it: a cell may be run again at any time. */
function refuseForeignAssignment({ program, index, cells }: RunRequest): void {
  for (const [name, offset] of program.references.assigned) {
    const definer = definerOf(name, index, cells);
    if (!definer) continue;
    throw new CellProblem(
      "AssignmentError",
      `"${name}" belongs to the cell "${definer.id}" above, so this cell cannot assign it.`,
      positionAt(program.source, offset),
      `Define a new one here (let my${name[0]!.toUpperCase()}${name.slice(1)} = ${name};), or change it in that cell.`,
    );
  }
}
