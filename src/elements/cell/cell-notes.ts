import type { RunNotes } from "../state/cell-state.ts";
import { lazily } from "../base/lazy.ts";
import type { NoteActions, NoteContent, RunNote } from "../run/run-notes.ts";

/** Over the outputs, where it is read first: what went wrong, what was left, whose the text is. */
const above = ["failed", "undrawn", "left", "text"] as const;
/** Under the outputs, which are not to move when a run ends: what comes with its end. */
const after = ["differences", "models", "kept", "below"] as const;
const matters = [...above, ...after] as const;

type Matter = (typeof matters)[number];
type RunMatter = Exclude<Matter, "text">;
type PlainMatter = "failed" | "undrawn";

const runMatters = matters.filter((matter): matter is RunMatter => matter !== "text");

/** A sentence, and nothing to press. */
const isPlain = (matter: RunMatter): matter is PlainMatter => matter === "failed" || matter === "undrawn";

/** Where a cell's notes stand. */
export interface NoteBoxes {
  above: HTMLElement;
  after: HTMLElement;
}

/** What a cell has to say beside its state, a line for each matter. */
export class CellNotes {
  readonly #boxes: NoteBoxes;
  readonly #actions: NoteActions;
  readonly #lines = new Map<Matter, HTMLElement>();
  #wanted: RunNotes = {};
  #shown: RunNotes = {};

  constructor(boxes: NoteBoxes, actions: NoteActions) {
    this.#boxes = boxes;
    this.#actions = actions;
  }

  /** What concerns the last run. What makes lines with buttons has come with the notebook that ran it. */
  show(notes: RunNotes): void {
    if (notes === this.#wanted) return;
    this.#wanted = notes;
    const hasButtons = runMatters.some(
      (matter) => !isPlain(matter) && notes[matter] && notes[matter] !== this.#shown[matter],
    );
    if (!hasButtons) return this.#showRun(notes, () => null);
    lazily(
      () => import("../run/run-notes.ts"),
      ({ runNote }) => {
        if (this.#wanted === notes) this.#showRun(notes, runNote);
      },
    );
  }

  #showRun(notes: RunNotes, withButtons: RunNote): void {
    for (const matter of runMatters) {
      if (notes[matter] === this.#shown[matter]) continue;
      if (isPlain(matter)) this.#set(matter, notes[matter] ? [notes[matter]] : null);
      else this.#set(matter, withButtons(matter, notes, this.#actions));
    }
    this.#shown = notes;
    this.#draw();
  }

  /** What concerns the text, whatever has run. */
  showText(content: NoteContent | null): void {
    this.#set("text", content);
    this.#draw();
  }

  #set(matter: Matter, content: NoteContent | null): void {
    this.#lines.delete(matter);
    if (content === null) return;
    const line = document.createElement("div");
    line.append(...content);
    this.#lines.set(matter, line);
  }

  #draw(): void {
    this.#fill(this.#boxes.above, above);
    this.#fill(this.#boxes.after, after);
  }

  /** The keyboard's focus stays, or goes to what there is to press now. */
  #fill(box: HTMLElement, own: readonly Matter[]): void {
    const focused = box.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    const lines = own.flatMap((matter) => this.#lines.get(matter) ?? []);
    box.hidden = lines.length === 0;
    box.replaceChildren(...lines);
    if (!focused) return;
    const next = focused.isConnected ? focused : box.querySelector("button");
    if (next) next.focus({ preventScroll: true });
    else this.#actions.lostFocus();
  }
}
