import type { CellChange } from "../../edits/changes.ts";
import { hashText } from "../../edits/hash-text.ts";
import { isFromStorage } from "../../edits/storage.ts";
import type { InputValues } from "../../notebook/output/output.ts";
import type { CellChoice, EditHost, EditedCell } from "./cell-choice.ts";
import { editKey, forgetEdit, loadEdit, saveEdit } from "./edit-record.ts";
import { inputsStorageKey } from "./cell-inputs.ts";
import { lazily, lazy } from "../base/lazy.ts";
import type { OtherTab } from "./cross-tab-sync.ts";
import { tellTrouble } from "../base/tell-trouble.ts";

/**
 * Where a cell's text comes from and where it goes: the reader's own is kept in this browser, with
 * the hash of the book's text it began from. What comes from elsewhere - a link, a newer book,
 * another tab - is shown beside it and takes its place only when the reader says so.
 */
export class CellEdits implements EditHost {
  readonly cell: EditedCell;
  former: string | undefined;
  /** the text of the book that the reader's own began from */
  #beginning: string;
  #choice: CellChoice | null = null;
  #other: OtherTab | null = null;
  #isBlocked = false;

  constructor(cell: EditedCell) {
    this.cell = cell;
    this.#beginning = hashText(cell.original);
    addEventListener("storage", (event) => this.#heard(event));
  }

  /** The last change could not be kept. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  get isFromLink(): boolean {
    return this.#choice?.isFromLink ?? false;
  }

  /** Brings back what was kept. */
  restore(): void {
    const edit = loadEdit(this.cell.cellId);
    if (!edit && this.cell.text !== this.cell.original) this.cell.show(this.cell.original);
    if (!edit) return;
    this.cell.show(edit.source);
    this.former = edit.former;
    const isOlder = edit.original !== this.#beginning;
    this.#beginning = edit.original;
    if (isOlder) lazily(this.#choices, (choice) => choice.offerNewBook(edit));
    else if (edit.former !== undefined)
      lazily(this.#choices, (choice) => choice.offerFormer("You had another text of your own here."));
  }

  /** The reader has changed the text: in a choice, that is one. */
  edited(): void {
    this.#other?.edited();
    if (!this.#choice?.edited()) this.save();
  }

  /** The reader sets an input. */
  setting(): void {
    this.#choice?.setting();
  }

  /** A run is over. */
  ended(): void {
    this.#other?.ended();
  }

  /** Shows what a link brings, beside what is there, if it is anything else. */
  offer(change: CellChange): boolean {
    const { original, text, inputs } = this.cell;
    const own = this.#choice?.own() ?? { text, inputs };
    if ((change.source ?? original) === own.text && sameInputs(change.inputs ?? {}, own.inputs)) return false;
    lazily(this.#choices, (choice) => choice.offerLink(change));
    return true;
  }

  /** Takes what a file brings. */
  async take(change: CellChange): Promise<void> {
    (await lazy(this.#choices)).take(change);
  }

  /** Back to the book's text. In a choice, it is only shown: the reader's own stays kept. */
  reset(): void {
    if (this.#choice?.reset()) return;
    this.replace(this.cell.original);
    this.former = undefined;
    this.cell.showInputs({}, true);
  }

  replace(text: string): void {
    this.#choice?.close();
    this.#beginning = hashText(this.cell.original);
    if (this.cell.text !== text) this.cell.show(text);
    this.save();
    this.cell.note(null);
  }

  save(): void {
    const { cellId, text, original } = this.cell;
    const former = this.former === undefined ? {} : { former: this.former };
    const isOwn = text !== original || this.former !== undefined;
    if (!isOwn) return forgetEdit(cellId);
    const trouble = saveEdit(cellId, { source: text, original: this.#beginning, ...former });
    this.#isBlocked = trouble !== null;
    tellTrouble(trouble);
  }

  /** Few readers ever have to choose between texts. */
  #choices = async (): Promise<CellChoice> => {
    const { CellChoice } = await import("./cell-choice.ts");
    return (this.#choice ??= new CellChoice(this));
  };

  /** Another tab has kept something. A text or inputs that the reader still has to choose stay. */
  #heard(event: StorageEvent): void {
    const { key } = event;
    const { cellId } = this.cell;
    const [isText, areInputs] = [editKey(cellId), inputsStorageKey(cellId)].map((own) => key === null || key === own);
    if (!(isText || areInputs) || !isFromStorage(event)) return;
    lazily(
      () => import("./cross-tab-sync.ts"),
      ({ OtherTab }) => {
        if (this.#choice?.isOpen) return;
        this.#other ??= new OtherTab(this.cell, (text) => this.replace(text));
        if (areInputs) this.#other.heardInputs();
        if (isText) this.#other.heardText();
      },
    );
  }
}

function sameInputs(a: InputValues, b: InputValues): boolean {
  const text = (values: InputValues) => JSON.stringify(Object.entries(values).sort());
  return text(a) === text(b);
}
