import type { CellChange } from "../../edits/changes.ts";
import type { InputValues } from "../../notebook/output/output.ts";
import { button } from "../base/button.ts";
import type { CellEdit } from "./edit-record.ts";
import type { SharedCell } from "./cross-tab-sync.ts";
import { TextChoice, type TextOption } from "./text-choice.ts";

/** What keeping needs of its cell. */
export interface EditedCell extends SharedCell {
  readonly inputs: InputValues;
}

/** What keeping a cell's text gives to a choice between texts. */
export interface EditHost {
  readonly cell: EditedCell;
  /** a text of the reader's own that another one has taken the place of */
  former: string | undefined;
  /** makes a text the reader's own; a choice is over then */
  replace(text: string): void;
  save(): void;
}

/** Texts that come from elsewhere - a link, a newer book, a file - beside the reader's own. */
export class CellChoice {
  readonly #keeper: EditHost;
  readonly #cell: EditedCell;
  #choice: TextChoice | null = null;

  constructor(keeper: EditHost) {
    this.#keeper = keeper;
    this.#cell = keeper.cell;
  }

  /** The reader still has to choose. */
  get isOpen(): boolean {
    return this.#choice !== null;
  }

  /** What the cell shows came with a link, and is not the reader's own. */
  get isFromLink(): boolean {
    return this.#choice?.shown.name === "link";
  }

  close(): void {
    this.#choice = null;
  }

  /** The reader writes: in a text that is not their own, that makes it theirs. @returns whether that is done */
  edited(): boolean {
    const shown = this.#choice?.shown;
    if (!shown) return false;
    if (shown.name === "mine") shown.source = this.#cell.text;
    else this.#adopt();
    return shown.name !== "mine";
  }

  /** The reader sets an input: in a choice, that is one too. */
  setting(): void {
    if (this.#choice?.shown.inputs) this.#adopt();
  }

  /** Back to the book's text: beside a link's, it is only shown. @returns whether that is done */
  reset(): boolean {
    if (!this.#choice?.option("link")) return false;
    this.#choice.show("book");
    return true;
  }

  /** What the reader has here, whatever is shown beside it. */
  own(): { text: string; inputs: InputValues } {
    const { text, original, inputs } = this.#cell;
    if (!this.#choice) return { text, inputs };
    const mine = this.#choice.option("mine");
    const isLink = this.#choice.option("link") !== undefined;
    return { text: mine?.source ?? original, inputs: isLink ? (mine?.inputs ?? {}) : inputs };
  }

  /** Shows what a link brings, beside what is there. */
  offerLink({ source, inputs }: CellChange): void {
    const { original } = this.#cell;
    const { text, inputs: own } = this.own();
    const link: TextOption = { name: "link", label: "The link’s", source: source ?? original, inputs: inputs ?? {} };
    const book: TextOption = { name: "book", label: "The book’s", source: original, inputs: {} };
    const mine: TextOption = { name: "mine", label: "Mine", source: text, inputs: own };
    const hasOwn = text !== original || Object.keys(own).length > 0;
    this.#choose("This cell is from a link; it has not run. Show:", [link, book, ...(hasOwn ? [mine] : [])]);
  }

  offerNewBook({ source }: CellEdit): void {
    this.#choose("The book’s text of this cell has changed since you edited it. Show:", [
      { name: "mine", label: "Mine", source, inputs: null },
      { name: "book", label: "The new one", source: this.#cell.original, inputs: null },
    ]);
  }

  /** Takes what a file brings; the reader has asked for it, and can take it back. */
  take({ source, inputs }: CellChange): void {
    const before = this.own();
    this.#keeper.replace(source ?? this.#cell.original);
    this.#cell.showInputs(inputs ?? {}, true);
    this.#cell.note([
      "From your file. ",
      button("Bring back what was here", () => {
        this.#keeper.replace(before.text);
        this.#cell.showInputs(before.inputs, true);
      }),
    ]);
  }

  offerFormer(why: string): void {
    const bring = button("Bring my former text back", () => {
      const former = this.#keeper.former ?? this.#cell.text;
      this.#keeper.former = undefined;
      this.#keeper.replace(former);
    });
    const forget = button("Forget it", () => {
      this.#keeper.former = undefined;
      this.#keeper.save();
      this.#cell.note(null);
    });
    this.#cell.note([`${why} `, bring, " ", forget]);
  }

  #choose(why: string, options: TextOption[]): void {
    const show = ({ source, inputs }: TextOption) => {
      this.#cell.show(source);
      if (inputs) this.#cell.showInputs(inputs, false);
    };
    const keep = (option: TextOption) => this.#settle(option);
    this.#choice = new TextChoice(why, options, { show, keep });
    show(options[0]!);
    this.#cell.note(this.#choice.content());
  }

  /** One of the texts is now the reader's own. */
  #settle({ source, inputs, name }: TextOption): void {
    const mine = this.#choice?.option("mine");
    const former = name !== "mine" && mine && mine.source !== this.#cell.original ? mine.source : undefined;
    this.#keeper.former = former;
    this.#keeper.replace(source);
    if (inputs) this.#cell.showInputs(inputs, true);
    if (former !== undefined) this.offerFormer("Kept.");
  }

  #adopt(): void {
    const shown = this.#choice!.shown;
    this.#settle({ ...shown, source: this.#cell.text, inputs: shown.inputs && this.#cell.inputs });
  }
}
