import type { CellChange } from "../keeping/changes.ts";
import { isFromStorage } from "../keeping/storage.ts";
import { hashText } from "../keeping/hash-text.ts";
import type { InputValues } from "../notebook/output.ts";
import { type CellEdit, editKey, forgetEdit, loadEdit, saveEdit } from "./cell-edits.ts";
import { inputsKey } from "./cell-inputs.ts";
import { button } from "./button.ts";
import { lazily } from "./lazy.ts";
import { tellTrouble } from "./tell-trouble.ts";
import type { OtherTab, SharedCell } from "./other-tab.ts";
import type { TextChoice, TextOption } from "./text-choice.ts";

/** What keeping needs of its cell. */
export interface KeptCell extends SharedCell {
  readonly inputs: InputValues;
}

/**
 * Where a cell's text comes from and where it goes: the reader's own is kept in this browser, with
 * the hash of the book's text it began from. What comes from elsewhere - a link, a newer book,
 * another tab - is shown beside it and takes its place only when the reader says so.
 */
export class CellKeeping {
  readonly #cell: KeptCell;
  /** the text of the book that the reader's own began from */
  #beginning: string;
  #choice: TextChoice | null = null;
  /** a text of the reader's own that another one has taken the place of */
  #former: string | undefined;
  #other: OtherTab | null = null;
  #isBlocked = false;

  constructor(cell: KeptCell) {
    this.#cell = cell;
    this.#beginning = hashText(cell.original);
    addEventListener("storage", (event) => this.#heard(event));
  }

  /** The last change could not be kept. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** What the cell shows came with a link, and is not the reader's own. */
  get isFromLink(): boolean {
    return this.#choice?.shown.name === "link";
  }

  /** Brings back what was kept. */
  restore(): void {
    const edit = loadEdit(this.#cell.cellId);
    if (!edit) return;
    this.#cell.show(edit.source);
    this.#former = edit.former;
    if (edit.original !== hashText(this.#cell.original)) this.#offerNewBook(edit);
    else if (edit.former !== undefined) this.#offerFormer("You had another text of your own here.");
  }

  /** The reader has changed the text: in a choice, that is one. */
  edited(): void {
    this.#other?.edited();
    const shown = this.#choice?.shown;
    if (shown && shown.name !== "mine") return this.#adopt();
    if (shown) shown.source = this.#cell.text;
    this.#save();
  }

  /** The reader sets an input: in a choice, that is one too. */
  setting(): void {
    if (this.#choice?.shown.inputs) this.#adopt();
  }

  /** A run is over. */
  ended(): void {
    this.#other?.ended();
  }

  /** Shows what a link brings, beside what is there. */
  offer({ source, inputs }: CellChange): boolean {
    const { original } = this.#cell;
    const { text, inputs: own } = this.#own();
    const link: TextOption = { name: "link", label: "The link’s", source: source ?? original, inputs: inputs ?? {} };
    if (link.source === text && sameInputs(link.inputs!, own)) return false;
    const book: TextOption = { name: "book", label: "The book’s", source: original, inputs: {} };
    const mine: TextOption = { name: "mine", label: "Mine", source: text, inputs: own };
    const hasOwn = text !== original || Object.keys(own).length > 0;
    this.#choose("This cell is from a link; it has not run. Show:", [link, book, ...(hasOwn ? [mine] : [])]);
    return true;
  }

  /** Takes what a file brings; the reader has asked for it, and can take it back. */
  take({ source, inputs }: CellChange): void {
    const before = this.#own();
    this.#replace(source ?? this.#cell.original);
    this.#cell.showInputs(inputs ?? {}, true);
    this.#cell.note([
      "From your file. ",
      button("Bring back what was here", () => {
        this.#replace(before.text);
        this.#cell.showInputs(before.inputs, true);
      }),
    ]);
  }

  /** Back to the book's text. In a choice, it is only shown: the reader's own stays kept. */
  reset(): void {
    if (this.#choice?.option("link")) return this.#choice.show("book");
    this.#replace(this.#cell.original);
    this.#former = undefined;
    this.#cell.showInputs({}, true);
  }

  /** What the reader has here, whatever is shown beside it. */
  #own(): { text: string; inputs: InputValues } {
    const { text, original, inputs } = this.#cell;
    if (!this.#choice) return { text, inputs };
    const mine = this.#choice.option("mine");
    const isLink = this.#choice.option("link") !== undefined;
    return { text: mine?.source ?? original, inputs: isLink ? (mine?.inputs ?? {}) : inputs };
  }

  #offerNewBook({ source, original }: CellEdit): void {
    this.#beginning = original;
    this.#choose("The book’s text of this cell has changed since you edited it. Show:", [
      { name: "mine", label: "Mine", source, inputs: null },
      { name: "book", label: "The new one", source: this.#cell.original, inputs: null },
    ]);
  }

  #choose(why: string, options: TextOption[]): void {
    const show = ({ source, inputs }: TextOption) => {
      this.#cell.show(source);
      if (inputs) this.#cell.showInputs(inputs, false);
    };
    const keep = (option: TextOption) => this.#settle(option);
    lazily(() => import("./text-choice.ts"), ({ TextChoice }) => {
      this.#choice = new TextChoice(why, options, { show, keep });
      show(options[0]!);
      this.#cell.note(this.#choice.content());
    });
  }

  /** One of the texts is now the reader's own. */
  #settle({ source, inputs, name }: TextOption): void {
    const mine = this.#choice?.option("mine");
    this.#former = name !== "mine" && mine && mine.source !== this.#cell.original ? mine.source : undefined;
    this.#replace(source);
    if (inputs) this.#cell.showInputs(inputs, true);
    if (this.#former !== undefined) this.#offerFormer("Kept.");
  }

  /** The reader writes in a text that is not their own: it is now. */
  #adopt(): void {
    const shown = this.#choice!.shown;
    this.#settle({ ...shown, source: this.#cell.text, inputs: shown.inputs && this.#cell.inputs });
  }

  #offerFormer(why: string): void {
    const bring = button("Bring my former text back", () => {
      const former = this.#former ?? this.#cell.text;
      this.#former = undefined;
      this.#replace(former);
    });
    const forget = button("Forget it", () => {
      this.#former = undefined;
      this.#save();
      this.#cell.note(null);
    });
    this.#cell.note([`${why} `, bring, " ", forget]);
  }

  #replace(text: string): void {
    this.#choice = null;
    this.#beginning = hashText(this.#cell.original);
    if (this.#cell.text !== text) this.#cell.show(text);
    this.#save();
    this.#cell.note(null);
  }

  #save(): void {
    const { cellId, text, original } = this.#cell;
    const former = this.#former === undefined ? {} : { former: this.#former };
    const isOwn = text !== original || this.#former !== undefined;
    if (!isOwn) return forgetEdit(cellId);
    const trouble = saveEdit(cellId, { source: text, original: this.#beginning, ...former });
    this.#isBlocked = trouble !== null;
    tellTrouble(trouble);
  }

  /** Another tab has kept something. A text or inputs that the reader still has to choose stay. */
  #heard(event: StorageEvent): void {
    const { key } = event;
    const { cellId } = this.#cell;
    const [isText, areInputs] = [editKey(cellId), inputsKey(cellId)].map((own) => key === null || key === own);
    if (!(isText || areInputs) || !isFromStorage(event)) return;
    lazily(() => import("./other-tab.ts"), ({ OtherTab }) => {
      if (this.#choice) return;
      this.#other ??= new OtherTab(this.#cell, (text) => this.#replace(text));
      if (areInputs) this.#other.heardInputs();
      if (isText) this.#other.heardText();
    });
  }
}

function sameInputs(a: InputValues, b: InputValues): boolean {
  const text = (values: InputValues) => JSON.stringify(Object.entries(values).sort());
  return text(a) === text(b);
}
