import type { Output } from "../output/output.ts";
import type { KernelEvent, OfRun, RunEvent } from "../kernel/protocol.ts";

interface CellRun {
  serial: number;
  outputs: Output[];
  /** the reader has had it ended: what it still says is not heard */
  isEnded: boolean;
}

/** What the page knows of the latest run of each cell: the only one that is heard. */
export class CellRuns {
  readonly #runs = new Map<string, CellRun>();

  /** What the cell's latest run has shown so far. */
  outputsOf(cell: string): Output[] {
    return this.#runs.get(cell)?.outputs ?? [];
  }

  /** How many outputs this run has shown, if it is the cell's latest. */
  shownBy({ cell, serial }: OfRun): number | null {
    const run = this.#runs.get(cell);
    return run?.serial === serial ? run.outputs.length : null;
  }

  serialOf(cell: string): number {
    return this.#runs.get(cell)?.serial ?? 0;
  }

  /** Takes in what the worker says; false if it is of a run that is not heard. */
  accepts(event: KernelEvent): boolean {
    if (!("serial" in event)) return true;
    const { cell, serial } = event;
    if (event.type === "started" || event.type === "restoring") this.begin(cell, serial);
    const run = this.#runs.get(cell);
    // How it ended is due to who has asked for it, whatever the reader did meanwhile.
    if (event.type === "finished") return serial === 0 || run?.serial === serial;
    if (!run || run.serial !== serial || run.isEnded) return false;
    if (event.type === "outputs") for (const { index, output } of event.patches) run.outputs[index] = output;
    return true;
  }

  /** A run takes the place of the former one. */
  begin(cell: string, serial: number): CellRun {
    const run: CellRun = { serial, outputs: [], isEnded: false };
    this.#runs.set(cell, run);
    return run;
  }

  isEnded(cell: string): boolean {
    return this.#runs.get(cell)?.isEnded ?? false;
  }

  /** Adds what the page itself has to say of a run; returns it as the worker would have said it. */
  add(cell: string, output: Output): RunEvent & { type: "outputs" } {
    const { serial, outputs } = this.#runs.get(cell) ?? this.begin(cell, 0);
    const index = outputs.push(output) - 1;
    return { type: "outputs", cell, serial, patches: [{ index, output }] };
  }

  end(cell: string): void {
    const run = this.#runs.get(cell);
    if (run) run.isEnded = true;
  }
}
