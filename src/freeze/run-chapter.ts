/** Runs a chapter's cells in Node as a page would, and notes all that is to be frozen. */
import type { Traces } from "../book/traces.ts";
import type { InputValues, Output } from "../notebook/output/output.ts";
import { Kernel } from "../notebook/kernel/kernel.ts";
import type { KernelEvent } from "../notebook/kernel/protocol.ts";
import { routeConsole } from "../notebook/kernel/route-console.ts";
import { type FreezableCell, root } from "./chapter-cells.ts";
import { nodeRegistry, readPublicFile } from "./node-registry.ts";
import { traceCell } from "./trace-cell.ts";

export interface CellResult {
  cell: FreezableCell;
  outputs: Output[];
  /** what it defines, as it was when the cell ended */
  values: Map<string, unknown>;
  /** the files of the book that it read */
  reads: string[];
  /** what it shows at other positions of its controls, if that is to be printed */
  traces: Traces | null;
  /** what went wrong, in words */
  failure: string | null;
  seconds: number;
  /** what it kept the processor busy, which is the same while others use the machine too */
  busySeconds: number;
}

/** Calls `took` after each cell, while its values are still what the cell made them. */
export async function runChapter(cells: FreezableCell[], took: (result: CellResult) => void): Promise<void> {
  let current: CellResult | null = null;
  const kernel = new Kernel({
    registry: nodeRegistry,
    readFile: (file) => {
      current?.reads.push(file);
      return readPublicFile(root, file);
    },
    emit: (event) => current && note(current, event),
  });
  const sources = cells.map(({ id, source }) => ({ id, source }));
  for (const cell of cells) {
    const [begin, before] = [performance.now(), process.cpuUsage()];
    current = begun(cell);
    const putBack = routeConsole((stack) => kernel.consoleOf(stack));
    await kernel.run([cell.id], sources).finally(putBack);
    const { user, system } = process.cpuUsage(before);
    current.seconds = (performance.now() - begin) / 1000;
    current.busySeconds = (user + system) / 1e6;
    const result = current;
    if (cell.isTraced && result.failure === null) {
      const run = async (inputs: InputValues): Promise<Output[]> => {
        current = begun(cell);
        const cells = sources.map((one) => (one.id === cell.id ? { ...one, inputs } : one));
        await kernel.run([cell.id], cells);
        return current.outputs;
      };
      // Afterwards it is as the book has it, for the cells below.
      try {
        result.traces = await traceCell(result.outputs, run);
      } catch (error) {
        result.failure = (error as Error).message;
      }
      await run({});
    }
    result.values = kernel.valuesOf(cell.id);
    took(result);
  }
}

function begun(cell: FreezableCell): CellResult {
  return {
    ...{ cell, outputs: [], values: new Map<string, unknown>(), reads: [], traces: null },
    ...{ failure: null, seconds: 0, busySeconds: 0 },
  };
}

function note(result: CellResult, event: KernelEvent): void {
  if (event.type === "outputs") {
    for (const { index, output } of event.patches) result.outputs[index] = output;
  } else if ((event.type === "finished" || event.type === "crashed") && event.error) {
    const { name, message, line } = event.error;
    result.failure = `${name}: ${message}${line === null ? "" : ` (line ${line})`}`;
  }
}
