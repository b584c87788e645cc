import { escapeHtml } from "../../notebook/output/escape-html.ts";
import type { MenuItem } from "../base/button-menu.ts";
import { createCellArea } from "./cell-area.ts";
import type { EditorHost, RunProblem } from "../editor/editor-host.ts";
import type { LiveEditor } from "../editor/live-editor.ts";
import { lazy, LoadProblem, tellFailure } from "../base/lazy.ts";
import { PaintedText } from "./painted-text.ts";
import { scrollStop } from "../base/scroll-focusable.ts";

type LiveModule = typeof import("../editor/live-editor.ts");

let liveModule: LiveModule | null = null;

let colours: ((source: string) => string) | null = null;

/** Loads the editor; a failure is forgotten, so that the next edit asks again. */
async function loadLive(): Promise<LiveModule> {
  return (liveModule ??= await lazy(() => import("../editor/live-editor.ts")));
}

/**
 * The text of one cell. A reader sees the coloured `<pre>` of the server. The first edit puts a
 * text area over it at once, and CodeMirror in the place of both as soon as that is loaded.
 */
export class CellEditor {
  readonly original: string;
  readonly #paper: HTMLElement;
  readonly #painted: PaintedText;
  readonly #host: EditorHost;
  #source: string;
  #area: HTMLTextAreaElement | null = null;
  #live: LiveEditor | null = null;
  #isLoading = false;
  #isComposing = false;
  /** the text when the text area opened */
  #opened = "";
  #isInside = false;
  readonly #markScrollStop: () => void;
  #problem: RunProblem | null = null;

  constructor(paper: HTMLElement, host: EditorHost) {
    this.#paper = paper;
    this.#painted = new PaintedText(paper);
    this.#painted.onFold(() => this.#fillArea());
    this.original = this.#source = this.#painted.original;
    this.#host = host;
    this.#markScrollStop = scrollStop(paper.parentElement!, host.label);
    paper.addEventListener("click", (event) => this.#click(event));
    // The printed page shows the `<pre>`.
    addEventListener("beforeprint", () => this.#paint());
  }

  get source(): string {
    return this.#live?.source ?? this.#source;
  }

  set source(text: string) {
    this.#source = text.replace(/\r\n?/g, "\n");
    if (this.#live) this.#live.source = this.#source;
    this.#paint();
    this.#fillArea();
  }

  get isEdited(): boolean {
    return this.source !== this.original;
  }

  /** What the open editor adds to the cell's menu. */
  menuItems(): MenuItem[] {
    return this.#live?.menuItems() ?? [];
  }

  /** Opens the text for editing; the cursor goes to `offset`. */
  open(offset?: number): void {
    if (this.#live) return this.#live.focus(offset);
    if (!this.#area && liveModule) {
      const at = offset ?? 0;
      this.#opened = this.#source;
      this.#mount(liveModule, { anchor: at, head: at });
      return this.#live!.focus();
    }
    const area = (this.#area ??= this.#createArea());
    area.focus({ preventScroll: true });
    const at = offset === undefined ? null : Math.max(0, offset - this.#painted.folded.length);
    if (at !== null) area.setSelectionRange(at, at);
    void this.#load();
  }

  /** Marks the line where a run failed; null takes the mark away. */
  markRun(problem: RunProblem | null): void {
    this.#problem = problem;
    if (problem) this.#painted.reveal(problem.line);
    this.#live?.markRun(problem);
  }

  /** A text of the reader's own is plain until its colours have come. */
  #paint(): void {
    this.#painted.paint(this.source, colours ?? escapeHtml);
    if (colours || !this.isEdited) return;
    import("../base/highlight.ts").then(
      ({ highlight }) => {
        colours = highlight;
        this.#paint();
      },
      () => {},
    );
  }

  /** The text area has what is not folded away; the cursor stays where it is in the text. */
  #fillArea(): void {
    if (!this.#area) return;
    const text = this.#source.slice(this.#painted.folded.length);
    const more = text.length - this.#area.value.length;
    if (this.#area.value === text) return;
    const { selectionStart, selectionEnd } = this.#area;
    const isFold = this.#source.endsWith(this.#area.value) || this.#area.value.endsWith(text);
    this.#area.value = text;
    if (isFold) this.#area.setSelectionRange(Math.max(0, selectionStart + more), Math.max(0, selectionEnd + more));
  }

  #createArea(): HTMLTextAreaElement {
    const area = createCellArea(this.#source.slice(this.#painted.folded.length), this.#host.label);
    this.#opened = this.#source;
    area.addEventListener("input", () => {
      this.#isInside = true;
      this.#source = this.#painted.folded + area.value;
      this.#paint();
      this.#host.changed();
    });
    area.addEventListener("compositionstart", () => (this.#isComposing = true));
    area.addEventListener("compositionend", () => (this.#isComposing = false));
    area.addEventListener("pointerdown", () => (this.#isInside = true));
    this.#paper.append(area);
    this.#painted.hideText();
    this.#markScrollStop();
    return area;
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const module = await loadLive();
      await this.#composed();
      this.#replaceArea(module);
    } catch (error) {
      // Without it the text area does; the next edit asks again.
      console.info("The editor could not be loaded; a plain one takes its place.", error);
      if (error instanceof LoadProblem && error.loadCause === "edition") tellFailure(error);
    }
    this.#isLoading = false;
  }

  /** A syllable that is being composed would be lost in another element. */
  async #composed(): Promise<void> {
    while (this.#isComposing) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  #replaceArea(module: LiveModule): void {
    const area = this.#area!;
    const hadFocus = document.activeElement === area;
    const { selectionStart, selectionEnd, selectionDirection } = area;
    const isBackward = selectionDirection === "backward";
    const anchor = isBackward ? selectionEnd : selectionStart;
    const before = this.#painted.folded.length;
    this.#mount(module, { anchor: before + anchor, head: before + (isBackward ? selectionStart : selectionEnd) });
    if (hadFocus) this.#live!.focus();
    this.#area = null;
    area.remove();
  }

  #mount({ LiveEditor }: LiveModule, selection: { anchor: number; head: number }): void {
    // A translator may have changed what is painted, and the editor takes the colours from there.
    if (this.#painted.text !== this.#source) this.#paint();
    this.#live = new LiveEditor(this.#paper, this.#host, {
      before: this.#opened,
      source: this.#source,
      selection,
      painted: this.#painted.tokens(),
      fold: this.#painted.canFold ? { isClosed: this.#painted.folded !== "" } : null,
      isInside: this.#isInside,
    });
    this.#paper.dataset.live = "";
    this.#markScrollStop();
    this.#live.markRun(this.#problem);
  }

  /** A click puts the cursor where it hit; dragging over the text still selects it. */
  #click(event: MouseEvent): void {
    const isFold = (event.target as Element).closest("summary") !== null;
    if (isFold || this.#area || this.#live || !getSelection()?.isCollapsed) return;
    this.#isInside = true;
    this.open(this.#painted.offsetAt(event.clientX, event.clientY) ?? this.#source.length);
  }
}
