/** Two ways in which a cell can ask for what another one does not give, told in words. */
import { CellProblem } from "../base/cell-error.ts";
import { isInstance, textOf } from "../base/hostile-values.ts";
import { StopRequest } from "../base/stop.ts";
import { cellFrames } from "../cell-api/stack.ts";
import type { PageCells } from "./page-cells.ts";
import { dependencies, type Runs } from "./run-plan.ts";

/**
 * A cell above that failed in this very run, or has not run, gives nothing.
 * @throws {CellProblem} that names the first name that is missing
 */
export function refuseWithoutNeeded(id: string, cells: PageCells, runs: Runs, failed: ReadonlySet<string>): void {
  for (const [name, definer] of dependencies(cells.indexOf(id), cells.list)) {
    if (runs.get(definer.id)?.given.has(name)) continue;
    const hasFailed = failed.has(definer.id);
    throw new CellProblem(
      "CellError",
      `This cell needs "${name}" from the cell "${definer.id}" above, which ${hasFailed ? "ended with an error" : "has not run"}.`,
      null,
      hasFailed ? `Mend "${definer.id}" first, then run this cell again.` : `Run "${definer.id}" first.`,
    );
  }
}

/** A function of a run that was stopped or reset ends at its next Stop point, whoever calls it. */
export function calledOfStopped(thrown: unknown): unknown {
  if (!isInstance(thrown, StopRequest)) return thrown;
  const stack = textOf(thrown, "stack");
  const owner = cellFrames(stack)[0]?.cell;
  const [whose, again] = owner ? [`the cell "${owner}"`, `"${owner}"`] : ["another cell", "that cell"];
  const message =
    `This cell calls a function of ${whose}, which was stopped or reset and can show nothing more. ` +
    `Run ${again} again, then this cell.`;
  return Object.assign(new Error(message), { name: "CellError", stack });
}
