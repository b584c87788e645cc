/** What a cell has to say beside its state, a line for each matter. */
export type NoteContent = (string | Node)[];

/** In this order: what went wrong comes first. */
const matters = ["failed", "outputs", "text", "printed", "model", "below"] as const;

export type NoteMatter = (typeof matters)[number];

export class CellNotes {
  readonly #box: HTMLElement;
  readonly #notes = new Map<string, HTMLElement>();

  constructor(box: HTMLElement) {
    this.#box = box;
  }

  set(matter: NoteMatter, content: NoteContent | null): void {
    if (content === null) {
      this.#notes.delete(matter);
    } else {
      const line = document.createElement("div");
      line.append(...content);
      this.#notes.set(matter, line);
    }
    this.#show();
  }

  /** What concerns a run is over; what concerns the text is not. */
  clearRun(): void {
    for (const matter of matters) if (matter !== "text") this.#notes.delete(matter);
    this.#show();
  }

  #show(): void {
    const lines = matters.flatMap((matter) => this.#notes.get(matter) ?? []);
    this.#box.hidden = lines.length === 0;
    this.#box.replaceChildren(...lines);
  }
}

const mostShown = 3;

/** What a run showed that the book has otherwise. */
export function differenceNote(differences: string[]): NoteContent {
  const list = document.createElement("ul");
  const more = differences.length - mostShown;
  const lines = [...differences.slice(0, mostShown), ...(more > 0 ? [`And ${more} more.`] : [])];
  list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  const why = "This is not what the book printed, although no code is changed. Another browser or processor may compute otherwise.";
  return [why, list];
}
