import { button } from "./button.ts";
import type { RunNotes } from "./cell-state.ts";
import { olderBelow } from "./cell-words.ts";

/** What a line says, and what it has to press. */
export type NoteContent = (string | Node)[];

export interface NoteActions {
  runCells(ids: string[]): void;
  keepModel(name: string): void;
  showModels(): void;
  /** the reader's keyboard was on a line that is gone */
  lostFocus(): void;
}

/** In this order: what went wrong comes first. */
const matters = ["failed", "undrawn", "text", "differences", "models", "kept", "below"] as const;

type Matter = (typeof matters)[number];

/** What a cell has to say beside its state, a line for each matter. */
export class CellNotes {
  readonly #box: HTMLElement;
  readonly #actions: NoteActions;
  readonly #lines = new Map<Matter, HTMLElement>();
  #shown: RunNotes = {};

  constructor(box: HTMLElement, actions: NoteActions) {
    this.#box = box;
    this.#actions = actions;
  }

  /** What concerns the last run. */
  show(notes: RunNotes): void {
    if (notes === this.#shown) return;
    for (const matter of matters) {
      if (matter !== "text" && notes[matter] !== this.#shown[matter]) this.#set(matter, this.#content(notes, matter));
    }
    this.#shown = notes;
    this.#draw();
  }

  /** What concerns the text, whatever has run. */
  showText(content: NoteContent | null): void {
    this.#set("text", content);
    this.#draw();
  }

  #content(notes: RunNotes, matter: Exclude<Matter, "text">): NoteContent | null {
    const { differences, models, below, kept } = notes;
    if (matter === "differences") return differences ? differenceNote(differences) : null;
    if (matter === "models") return models ? this.#modelNote(models) : null;
    if (matter === "kept") return kept ? [`${kept} `, button("My models", () => this.#actions.showModels())] : null;
    if (matter === "below") return below ? this.#belowNote(below) : null;
    return notes[matter] ? [notes[matter]] : null;
  }

  /** A training is over: what it has made can be kept. */
  #modelNote(names: readonly string[]): NoteContent {
    const buttons = names.flatMap((name) => [button(name, () => this.#actions.keepModel(name)), " "]);
    return ["Keep a model in this browser, for later chapters: ", ...buttons];
  }

  #belowNote(ids: readonly string[]): NoteContent {
    const run = button(ids.length > 1 ? "Run them" : "Run it", () => this.#actions.runCells([...ids]));
    return [`${olderBelow(ids)}. `, run];
  }

  #set(matter: Matter, content: NoteContent | null): void {
    this.#lines.delete(matter);
    if (content === null) return;
    const line = document.createElement("div");
    line.append(...content);
    this.#lines.set(matter, line);
  }

  /** The keyboard's focus stays, or goes to what there is to press now. */
  #draw(): void {
    const focused = this.#box.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    const lines = matters.flatMap((matter) => this.#lines.get(matter) ?? []);
    this.#box.hidden = lines.length === 0;
    this.#box.replaceChildren(...lines);
    if (!focused) return;
    const next = focused.isConnected ? focused : this.#box.querySelector("button");
    if (next) next.focus({ preventScroll: true });
    else this.#actions.lostFocus();
  }
}

const mostShown = 3;

/** What a run showed that the book has otherwise. */
function differenceNote(differences: readonly string[]): NoteContent {
  const list = document.createElement("ul");
  const more = differences.length - mostShown;
  const lines = [...differences.slice(0, mostShown), ...(more > 0 ? [`And ${more} more.`] : [])];
  list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  const why = "This is not what the book printed, although no code is changed. Another browser or processor may compute otherwise.";
  return [why, list];
}
