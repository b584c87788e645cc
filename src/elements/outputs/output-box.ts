import { lazily, lazy } from "../base/lazy.ts";
import type { Output } from "../../notebook/output/output.ts";
import type { CellOutputs } from "./cell-outputs.ts";
import type { OtherRuns, Run, Settings } from "./other-runs.ts";
import { watchFrozenCharts } from "./frozen-charts.ts";
import { setMarkup } from "../base/trusted.ts";

export interface OutputSource {
  /** the data of what the book printed, if it still stands */
  printed(): Promise<Output[] | null>;
  /** the book's own run of the cell, whatever the reader has made of it */
  bookRun(): Promise<Run | null>;
  /** the code that draws did not come */
  undrawn(why: string): void;
}

/** The place of a cell's outputs: as the book printed them, until there is something new to draw. */
export class OutputBox {
  readonly #box: HTMLElement;
  readonly #source: OutputSource;
  readonly #printed: string;
  #outputs: CellOutputs | null = null;
  #others: OtherRuns | null = null;
  #loading: Promise<void> | null = null;
  /** counts the runs shown here, and what is printed */
  #turn = 0;

  constructor(box: HTMLElement, source: OutputSource) {
    this.#box = box;
    this.#source = source;
    this.#printed = box.innerHTML;
    this.#watchPrinted();
    this.#wake();
  }

  /** A run with these settings begins: what is there is old. */
  expectNew(settings: Settings, isQuick = false): void {
    this.#turn++;
    void this.#use((outputs) => {
      outputs.expectNew(isQuick);
      void this.#others!.begin(settings);
    });
  }

  show(index: number, output: Output): void {
    void this.#use((outputs) => outputs.show(index, output));
  }

  /** The run rests: all that it has shown so far stands there. */
  rest(): void {
    void this.#use((outputs) => outputs.rest());
  }

  /** The run is over; one that came to its end is kept, and the next one can be laid over it. */
  end(kept: Settings | null): void {
    void this.#use((outputs) => {
      outputs.end();
      if (kept) this.#others!.end(kept);
    });
  }

  /** What the book printed for other positions of the controls. */
  adopt(outputs: Output[]): void {
    void this.#use((box) => box.adopt(outputs, true));
  }

  restoreFrozen(): void {
    this.#turn++;
    this.#outputs?.clear();
    this.#others?.forget();
    setMarkup(this.#box, this.#printed);
    this.#box.hidden = this.#box.children.length === 0;
    this.#watchPrinted();
  }

  async #use(use: (outputs: CellOutputs) => void): Promise<void> {
    const turn = this.#turn;
    // One loading for all who wait, so that they come to their turns in order.
    if (!this.#outputs) await (this.#loading ??= this.#load().finally(() => (this.#loading = null)));
    // What comes too late belongs to what stood here before.
    if (this.#outputs && turn === this.#turn) use(this.#outputs);
  }

  async #load(): Promise<void> {
    try {
      const [{ CellOutputs }, { OtherRuns }] = await lazy(() =>
        Promise.all([import("./cell-outputs.ts"), import("./other-runs.ts")]),
      );
      this.#outputs ??= new CellOutputs(this.#box);
      this.#others ??= new OtherRuns(this.#outputs, () => this.#source.bookRun());
    } catch (error) {
      this.#source.undrawn(`The outputs could not be drawn. ${(error as Error).message}`);
    }
  }

  /**
   * What the book printed answers to pointer and keys as soon as one of them comes near; inputs, which
   * nobody can focus before, as soon as they are seen.
   */
  #wake(): void {
    const wake = (): void =>
      lazily(
        () => import("./output-elements.ts"),
        () => {},
      );
    for (const event of ["pointerover", "focusin"])
      this.#box.parentElement!.addEventListener(event, wake, { once: true });
    if (!this.#box.querySelector("cell-input")) return;
    const sight = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      wake();
    });
    sight.observe(this.#box);
  }

  #watchPrinted(): void {
    watchFrozenCharts(this.#box, () => void this.#redrawPrinted());
  }

  /** A printed chart is drawn anew for the width that there is. */
  async #redrawPrinted(): Promise<void> {
    const printed = await this.#source.printed();
    if (printed) await this.#use((outputs) => outputs.adopt(printed));
  }
}
