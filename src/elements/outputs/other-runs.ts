import { differenceInWords, type OtherRun } from "../../notebook/output/compare-runs.ts";
import type { CellOutputs } from "./cell-outputs.ts";

export type Settings = Pick<OtherRun, "source" | "inputs">;
export type Run = Omit<OtherRun, "name">;

/** Lays the curves that the book printed, and those of the last run here, under those of a training. */
export class OtherRuns {
  readonly #outputs: Pick<CellOutputs, "outputs" | "compareWith">;
  readonly #printed: () => Promise<Run | null>;
  #last: Run | null = null;
  /** counts the runs */
  #turn = 0;

  /** @param printed the book's own run */
  constructor(outputs: Pick<CellOutputs, "outputs" | "compareWith">, printed: () => Promise<Run | null>) {
    this.#outputs = outputs;
    this.#printed = printed;
  }

  /** A run with these settings begins. */
  async begin({ source, inputs }: Settings): Promise<void> {
    const turn = ++this.#turn;
    const others = besides({ source, inputs }, await this.#printed(), this.#last);
    if (turn === this.#turn && others.length > 0)
      this.#outputs.compareWith(others, tellOthers({ source, inputs }, others));
  }

  /** It has come to its end: the next one can be laid over it. */
  end({ source, inputs }: Settings): void {
    this.#last = { source, inputs, outputs: [...this.#outputs.outputs] };
  }

  forget(): void {
    this.#turn++;
    this.#last = null;
  }
}

/** Of the book's and the last run those that were set otherwise, and trained something. */
export function besides(now: Settings, printed: Run | null, last: Run | null): OtherRun[] {
  const book = printed && { ...printed, name: "as printed" };
  const before = last && !(book && isSame(last, book)) ? { ...last, name: "last run" } : null;
  return [book, before].filter((run) => run !== null).filter((run) => !isSame(now, run) && trains(run));
}

/** What is different, for a reader: one sentence a run. */
export function tellOthers(now: Settings, others: readonly OtherRun[]): string {
  return others.map((run) => `Dashed, ${run.name}: ${differenceInWords(now, run)}.`).join(" ");
}

function isSame(one: Settings, other: Settings): boolean {
  return differenceInWords(one, other) === "";
}

function trains({ outputs }: Run): boolean {
  return outputs.some(({ kind }) => kind === "progress");
}
