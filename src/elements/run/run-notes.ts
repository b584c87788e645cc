/** The lines under a cell that have something to press or to unfold; they are needed only after a run. */
import { button } from "../base/button.ts";
import type { RunNotes } from "../state/cell-state.ts";

/** What a line says, and what it has to press. */
export type NoteContent = (string | Node)[];

export interface NoteActions {
  runCells(ids: string[]): void;
  /** with the training that was going on when the page was left */
  goOn(): void;
  keepModel(name: string): void;
  showModels(): void;
  /** that cells below are out of date, in words */
  olderBelow(ids: readonly string[]): string;
  /** the reader's keyboard was on a line that is gone */
  lostFocus(): void;
}

/** What it can be about. */
export type PressedMatter = Exclude<keyof RunNotes, "failed" | "undrawn">;

const mostShown = 3;

export type RunNote = (matter: PressedMatter, notes: RunNotes, actions: NoteActions) => NoteContent | null;

export const runNote: RunNote = (matter, { left, differences, models, below, kept }, actions) => {
  if (matter === "left") return left ? leftNote(left, actions) : null;
  if (matter === "differences") return differences ? differenceNote(differences) : null;
  if (matter === "models") return models ? modelNote(models, actions) : null;
  if (matter === "kept") return kept ? [`${kept} `, button("My models", () => actions.showModels())] : null;
  return below ? belowNote(below, actions) : null;
};

/** Run would begin it anew. */
function leftNote({ step, steps }: NonNullable<RunNotes["left"]>, actions: NoteActions): NoteContent {
  const words = `Its training had come to step ${step} of ${steps} when this page was left. `;
  return [words, button(`Go on at step ${step + 1}`, () => actions.goOn())];
}

/** A training is over: what it has made can be kept. */
function modelNote(names: readonly string[], actions: NoteActions): NoteContent {
  const buttons = names.flatMap((name) => [button(name, () => actions.keepModel(name)), " "]);
  return ["Keep a model in this browser, for later chapters: ", ...buttons];
}

function belowNote(ids: readonly string[], actions: NoteActions): NoteContent {
  const run = button(ids.length > 1 ? "Run them" : "Run it", () => actions.runCells([...ids]));
  return [`${actions.olderBelow(ids)}. `, run];
}

/** What a run showed that the book has otherwise. */
function differenceNote(differences: readonly string[]): NoteContent {
  const list = document.createElement("ul");
  const more = differences.length - mostShown;
  const lines = [...differences.slice(0, mostShown), ...(more > 0 ? [`And ${more} more.`] : [])];
  list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  const why =
    "This is not what the book printed, although no code is changed. Another browser or processor may compute otherwise.";
  return [why, list];
}
