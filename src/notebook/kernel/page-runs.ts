import type { CellConsole } from "../cell-api/console.ts";
import { cellFrames } from "../cell-api/stack.ts";
import { isInstance, textOf } from "../base/hostile-values.ts";
import { disposeTensors } from "./dispose-tensors.ts";
import { FreedTensors } from "./freed-tensors.ts";
import type { LiveRun } from "./live-run.ts";
import { importedNames, type PageCells } from "./page-cells.ts";
import type { StoredRun } from "./run.ts";
import { dependents } from "./run-plan.ts";

/** The latest run of each cell: what it defined, and what of it still goes on. */
export class PageRuns {
  /** with what they defined */
  readonly stored = new Map<string, StoredRun>();
  /** how they ended or not */
  readonly live = new Map<string, LiveRun>();
  /** how long each took when it last ran to its end, and with which text */
  readonly took = new Map<string, { source: string; seconds: number }>();
  /** the cell that is running now */
  current: LiveRun | null = null;
  readonly #cells: PageCells;
  readonly #freed = new FreedTensors();

  constructor(cells: PageCells) {
    this.#cells = cells;
  }

  /** What a cell's last run gave, by name, without what it imported. */
  valuesOf(id: string): Map<string, unknown> {
    const run = this.stored.get(id);
    const imported = new Set(run ? importedNames(this.#cells.find(id)!.program) : []);
    const names = [...(run?.given ?? [])].filter((name) => !imported.has(name));
    return new Map(names.map((name) => [name, run!.getters.get(name)!()]));
  }

  /** How long this text took, if it has run here. */
  secondsOf({ id, source }: { id: string; source: string }): number | null {
    const took = this.took.get(id);
    return took?.source === source ? took.seconds : null;
  }

  /** Closes a former run, and drops what it defined and the tensors that only it held. */
  forget(id: string): void {
    this.live.get(id)?.close();
    const run = this.stored.get(id);
    if (!run) return;
    const later = new Set(dependents(id, this.#cells.list));
    const others = [...this.stored.values()].filter((one) => one !== run && !later.has(one.id));
    disposeTensors(
      run.values(),
      others.flatMap((one) => one.values()),
    );
    this.stored.delete(id);
  }

  /**
   * What a cell took from others by freeing their tensors, in words. To look costs time, and only who
   * says "dispose" takes something.
   */
  freedBy(id: string): string | null {
    const { list } = this.#cells;
    if (!list.some(({ source }) => source.includes("dispose"))) return null;
    // What uses this cell is out of date now, and the page says so.
    const below = new Set(dependents(id, list));
    const ids = [...this.stored.keys()].filter((one) => !below.has(one));
    return this.#freed.tell(
      id,
      ids.map((one) => ({ id: one, values: this.valuesOf(one) })),
    );
  }

  /** The open run in whose code something was thrown; if that does not show, the one that runs or ran last. */
  ownerOf(thrown: unknown): LiveRun | null {
    const frames = isInstance(thrown, Error) ? cellFrames(textOf(thrown, "stack")) : [];
    if (frames.length === 0) return this.current ?? this.#latest();
    const runs = frames.flatMap(({ cell, serial }) => {
      const run = this.live.get(cell);
      return run && (serial ?? run.serial) === run.serial && !run.isClosed ? [run] : [];
    });
    return runs[0] ?? null;
  }

  /** Where a library speaks: in the cell that called it, now or in a timer that it left behind. */
  consoleOf(stack: string): CellConsole | null {
    const callers = cellFrames(stack);
    const { current } = this;
    if (current && (callers.length === 0 || callers.some(({ serial }) => serial === current.serial))) {
      return this.stored.get(current.cell)?.console ?? null;
    }
    const owner = callers.at(-1);
    const run = owner && this.stored.get(owner.cell);
    // What a former run left behind has no place in the page any more.
    return run?.serial === owner?.serial ? (run?.console ?? null) : null;
  }

  #latest(): LiveRun | null {
    const open = [...this.live.values()].filter(({ isClosed }) => !isClosed);
    return open.sort((a, b) => b.serial - a.serial)[0] ?? null;
  }
}
