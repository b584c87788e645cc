import type { InputValues } from "../../notebook/output/output.ts";
import { button } from "../base/button.ts";
import { loadEdit } from "./edit-record.ts";
import { loadInputs } from "./cell-inputs.ts";
import type { NoteContent } from "../run/run-notes.ts";

/** What another tab may change of a cell, and what keeps it from doing so. */
export interface SharedCell {
  readonly cellId: string;
  /** the book's text */
  readonly original: string;
  /** the text as it is now */
  readonly text: string;
  /** the reader's cursor is in it */
  readonly isTyping: boolean;
  /** it runs, or waits for its turn */
  readonly isBusy: boolean;
  /** shows a text as it is; nothing of it is kept, and nothing runs */
  show(text: string): void;
  /** sets inputs; they are kept if `isKept` */
  showInputs(values: InputValues, isKept: boolean): void;
  note(content: NoteContent | null): void;
}

/**
 * Follows what another tab keeps of a cell. What counts is what is kept now and not what the event
 * brings: of two tabs that write at once, each hears the other's text, and one of them is kept. A
 * cell that runs or is written in keeps what it shows; the other text is offered beside it.
 */
export class OtherTab {
  readonly #cell: SharedCell;
  /** the reader takes a text */
  readonly #take: (text: string) => void;
  /** what stood here before another tab began to write */
  #before: string | null = null;
  #isOffered = false;
  /** inputs were set elsewhere while the cell was busy */
  #hasInputs = false;

  constructor(cell: SharedCell, take: (text: string) => void) {
    this.#cell = cell;
    this.#take = take;
  }

  heardText(): void {
    const [kept, here] = [this.#kept, this.#cell.text];
    if (kept === here) return this.#withdraw();
    if (this.#cell.isBusy) return this.#offer("What runs here is the one you see.");
    if (this.#cell.isTyping) return this.#offer("What you go on writing here counts.");
    this.#cell.show(kept);
    const before = (this.#before ??= here);
    const bring = button("Bring back what was here", () => {
      this.#before = null;
      this.#take(before);
    });
    this.#isOffered = false;
    this.#cell.note(["Changed in another tab. ", bring]);
  }

  heardInputs(): void {
    this.#hasInputs = true;
    if (!this.#cell.isBusy) this.ended();
  }

  /** A run is over: the inputs are as they were set last. */
  ended(): void {
    if (!this.#hasInputs) return;
    this.#hasInputs = false;
    this.#cell.showInputs(loadInputs(this.#cell.cellId), false);
  }

  /** The reader has written here: that is what is kept now. */
  edited(): void {
    this.#withdraw();
  }

  get #kept(): string {
    return loadEdit(this.#cell.cellId)?.source ?? this.#cell.original;
  }

  #offer(why: string): void {
    this.#isOffered = true;
    const show = button("Show it", () => this.#take(this.#kept));
    this.#cell.note([`Another tab has another text of this cell. ${why} `, show]);
  }

  #withdraw(): void {
    if (!this.#isOffered) return;
    this.#isOffered = false;
    this.#cell.note(null);
  }
}
