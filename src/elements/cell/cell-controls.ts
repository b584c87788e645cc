import { plainInputs } from "../../edits/changes.ts";
import { lightSeconds } from "../../notebook/base/light-seconds.ts";
import type { InputValues, Output } from "../../notebook/output/output.ts";
import type { CellEvent } from "../state/cell-events.ts";
import type { CellInput, InputChange } from "../outputs/cell-input.ts";
import { saveInputs } from "./cell-inputs.ts";
import { CellTraces } from "./cell-traces.ts";
import { areInputsNew, type CellStatus, expectedSeconds, isSettled, isTextNew } from "../state/cell-state.ts";
import { answerCell, checkStale, prepareCell, runLightly } from "../run/notebook.ts";

/** What the controls need of their cell. */
export interface ControlledCell extends HTMLElement {
  readonly cellId: string;
  readonly status: CellStatus;
  handle(event: CellEvent): void;
  /** shows its state, which was not shown while a run was quiet */
  show(): void;
  /** the reader is about to set something */
  setting(): void;
  /** shows these outputs, which the book printed for other inputs, or null: those for its own */
  showPrinted(outputs: Output[] | null): void;
}

/**
 * Follows what a reader sets in a cell's inputs. A change runs a light cell again, without ado, and
 * before it what it needs; any other is marked as edited, and what uses it as out of date.
 */
export class CellControls {
  readonly #cell: ControlledCell;
  readonly #traces: CellTraces;
  #isRunning = false;
  /** a control has moved, and what follows from it has not begun */
  #isTaking = false;
  #isWaiting = false;
  #isExpected = false;

  constructor(cell: ControlledCell) {
    this.#cell = cell;
    this.#traces = new CellTraces(cell.dataset.traces);
    // The hand comes before the move: what the run needs is on its way by then.
    for (const sign of ["pointerover", "focusin", "touchstart"]) {
      cell.addEventListener(sign, (event) => this.#expect(event), { passive: true });
    }
    cell.addEventListener("cell-input", (event) => this.#take((event as CustomEvent<InputChange>).detail));
  }

  /** This run is one at a slider's move: it comes and goes without notice. */
  get isQuiet(): boolean {
    return this.#isRunning || this.#isTaking;
  }

  /** What was set at an earlier visit is seen, where it is printed. */
  begin(): void {
    if (this.#isChanged) void this.#trace();
  }

  /** As if the reader had set them. */
  set(given: InputValues): void {
    this.#keep(plainInputs(given));
    this.#move(this.#cell.status.inputs);
    void this.#follow();
  }

  /** Sets values without a run: what a link, a file or another tab brings. */
  show(given: InputValues, isKept: boolean): void {
    const inputs = plainInputs(given);
    if (isKept) saveInputs(this.#cell.cellId, inputs);
    this.#cell.handle({ type: "set", inputs });
    this.#move(inputs);
  }

  /** A long run has ended; what was set meanwhile comes now. */
  ended(): void {
    if (this.#isChanged && !this.#isRunning) void this.#follow();
  }

  get #isChanged(): boolean {
    return areInputsNew(this.#cell.status);
  }

  /** Its last run, or the book's, took so little that it may come again at every move. */
  get #isLight(): boolean {
    const seconds = expectedSeconds(this.#cell.status);
    return seconds !== null && seconds <= lightSeconds;
  }

  #expect({ target }: Event): void {
    const isControl = target instanceof Element && target.closest("cell-input") !== null;
    if (!isControl || this.#isExpected || !this.#isLight) return;
    this.#isExpected = true;
    void this.#traces.load();
    void prepareCell(this.#cell.cellId);
  }

  #take({ key, value, isInitial, isAnswer }: InputChange): void {
    this.#cell.setting();
    const { [key]: _, ...others } = this.#cell.status.inputs;
    this.#isTaking = true;
    this.#keep(isInitial ? others : { ...others, [key]: value });
    this.#isTaking = false;
    if (isAnswer) {
      this.#cell.show();
      this.#cell.handle({ type: "answered" });
      return void answerCell(this.#cell.cellId, key, value);
    }
    void this.#trace();
    void this.#follow();
  }

  /** The first moves are answered by what is printed; when the cell has run here, it answers by itself. */
  async #trace(): Promise<void> {
    const { inputs } = this.#cell.status;
    const isBooks = Object.keys(inputs).length === 0;
    const outputs = isBooks ? null : await this.#traces.outputsFor(inputs);
    const { status } = this.#cell;
    const isLate = status.ranSource !== null || status.inputs !== inputs || isTextNew(status);
    if (!isLate && (outputs || isBooks)) this.#cell.showPrinted(outputs);
  }

  #keep(inputs: InputValues): void {
    saveInputs(this.#cell.cellId, inputs);
    this.#cell.handle({ type: "set", inputs });
  }

  /** What was not set by hand is seen in the controls, too. */
  #move(inputs: InputValues): void {
    for (const control of this.#cell.querySelectorAll<CellInput>("cell-input:defined")) control.follow(inputs);
  }

  /** One run at a time; what is set during one is run after it, the latest values only. */
  async #follow(): Promise<void> {
    this.#isWaiting = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isWaiting && this.#isChanged) {
        this.#isWaiting = false;
        if (isSettled(this.#cell.status) && this.#isLight) await runLightly(this.#cell.cellId);
        // It takes long, or needs what does.
        if (this.#isChanged && !this.#isWaiting) await checkStale();
      }
    } catch {
      // The notebook could not be loaded; Run will say so.
    } finally {
      this.#isRunning = false;
      this.#isWaiting = false;
      this.#cell.show();
    }
  }
}
