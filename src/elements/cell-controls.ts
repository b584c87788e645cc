import { plainInputs } from "../keeping/changes.ts";
import type { InputValues } from "../notebook/output.ts";
import type { InputChange } from "./cell-input.ts";
import { loadInputs, saveInputs } from "./cell-inputs.ts";
import { answerCell, checkStale, runAlone } from "./notebook.ts";

/** What the controls need of their cell. */
export interface ControlledCell extends HTMLElement {
  readonly cellId: string;
  /** has it run as it is written now, here or in the book, and is it at rest? */
  readonly isSettled: boolean;
  /** its last run, or the book's, took so little that it may come again at every move */
  readonly isQuick: boolean;
  /** the reader is about to set something */
  setting(): void;
  /** its state may be another one now */
  inputsChanged(): void;
}

/**
 * The values of a cell's inputs. A change runs a cheap cell again, without ado; any other is marked
 * as edited, and what uses it as out of date.
 */
export class CellControls {
  readonly #cell: ControlledCell;
  #values: InputValues;
  /** the values the shown outputs belong to */
  #shown = "[]";
  #isRunning = false;
  #isWaiting = false;

  constructor(cell: ControlledCell) {
    this.#cell = cell;
    this.#values = loadInputs(cell.cellId);
    cell.addEventListener("cell-input", (event) => this.#take((event as CustomEvent<InputChange>).detail));
  }

  get values(): InputValues {
    return this.#values;
  }

  set values(given: InputValues) {
    this.#keep(plainInputs(given));
    void this.#follow();
  }

  /** Sets values without a run: what a link, a file or another tab brings. */
  show(given: InputValues, isKept: boolean): void {
    this.#values = plainInputs(given);
    if (isKept) saveInputs(this.#cell.cellId, this.#values);
    this.#cell.inputsChanged();
  }

  /** The outputs are of a run with other values. */
  get isChanged(): boolean {
    return textOf(this.#values) !== this.#shown;
  }

  /** This run is one at a slider's move: it comes and goes without notice. */
  get isQuiet(): boolean {
    return this.#isRunning;
  }

  /** A long run has ended; what was set meanwhile comes now. */
  ended(): void {
    if (this.isChanged && !this.#isRunning) void this.#follow();
  }

  /** The outputs that are shown are those of these values. */
  ran(values: InputValues): void {
    this.#shown = textOf(values);
  }

  #take({ key, value, isInitial, isAnswer }: InputChange): void {
    this.#cell.setting();
    const { [key]: _, ...others } = this.#values;
    this.#keep(isInitial ? others : { ...others, [key]: value });
    if (isAnswer) {
      this.#shown = textOf(this.#values);
      return void answerCell(this.#cell.cellId, key, value);
    }
    void this.#follow();
  }

  #keep(values: InputValues): void {
    this.#values = values;
    saveInputs(this.#cell.cellId, values);
    this.#cell.inputsChanged();
  }

  /** One run at a time; what is set during one is run after it, the latest values only. */
  async #follow(): Promise<void> {
    this.#isWaiting = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isWaiting && this.isChanged && this.#cell.isSettled && this.#cell.isQuick) {
        this.#isWaiting = false;
        await runAlone(this.#cell.cellId);
        if (this.isChanged && !this.#isWaiting) break; // it needs others to run first
      }
      if (this.isChanged) await checkStale();
    } catch {
      // The notebook could not be loaded; Run will say so.
    } finally {
      this.#isRunning = false;
      this.#isWaiting = false;
      this.#cell.inputsChanged();
    }
  }
}

function textOf(values: InputValues): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
