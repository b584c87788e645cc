import type { InputValues } from "../../notebook/output/output.ts";
import type { NoteContent } from "../run/run-notes.ts";
import { button } from "../base/button.ts";
import { lazily } from "../base/lazy.ts";

/** One of the texts that a cell could have. */
export interface TextOption {
  name: "mine" | "link" | "book";
  label: string;
  source: string;
  /** null: this option leaves the inputs as they are */
  inputs: InputValues | null;
}

export interface ChoiceHost {
  show(option: TextOption): void;
  /** the option that is shown becomes the reader's own text */
  keep(option: TextOption): void;
}

/** "mine / new / diff": texts of a cell side by side, of which one is shown and none is lost. */
export class TextChoice {
  readonly why: string;
  readonly #options: TextOption[];
  readonly #host: ChoiceHost;
  readonly #buttons: Map<TextOption, HTMLButtonElement>;
  readonly #diff = document.createElement("div");
  readonly #compare: HTMLButtonElement;
  #shown: TextOption;

  constructor(why: string, options: TextOption[], host: ChoiceHost) {
    this.why = why;
    this.#options = options;
    this.#host = host;
    this.#shown = options[0]!;
    this.#buttons = new Map(options.map((option) => [option, button(option.label, () => this.show(option.name))]));
    this.#compare = button("Compare", () => this.#toggleDiff());
    this.#compare.setAttribute("aria-expanded", "false");
    this.#diff.hidden = true;
    this.#mark();
  }

  get shown(): TextOption {
    return this.#shown;
  }

  option(name: TextOption["name"]): TextOption | undefined {
    return this.#options.find((option) => option.name === name);
  }

  /** What the cell's note says. */
  content(): NoteContent {
    const group = document.createElement("span");
    group.className = "choice-options";
    group.role = "group";
    group.setAttribute("aria-label", "Which text the cell shows");
    group.append(...this.#buttons.values());
    const keep = button("Keep this one", () => this.#host.keep(this.#shown));
    keep.className = "choice-keep";
    const row = document.createElement("span");
    row.className = "choice";
    const actions = document.createElement("span");
    actions.className = "choice-actions";
    actions.append(keep, this.#compare);
    row.append(`${this.why} `, group, actions);
    return [row, this.#diff];
  }

  show(name: TextOption["name"]): void {
    this.#shown = this.option(name) ?? this.#shown;
    this.#host.show(this.#shown);
    this.#mark();
    if (!this.#diff.hidden) this.#drawDiff();
  }

  #mark(): void {
    for (const [option, one] of this.#buttons) one.setAttribute("aria-pressed", String(option === this.#shown));
  }

  #toggleDiff(): void {
    this.#diff.hidden = !this.#diff.hidden;
    this.#compare.setAttribute("aria-expanded", String(!this.#diff.hidden));
    if (!this.#diff.hidden) this.#drawDiff();
  }

  /** From the book's text to the one that is shown; from the other one, where that is the book's. */
  #drawDiff(): void {
    const book = this.option("book")!;
    const other = this.#options.find((option) => option !== book)!;
    const to = this.#shown === book ? other : this.#shown;
    lazily(
      () => import("./diff-view.ts"),
      ({ diffView }) => this.#diff.replaceChildren(diffView(book, to)),
    );
  }
}
