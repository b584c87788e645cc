import type { CellError } from "../notebook/cell-error.ts";
import type { RunResult } from "../notebook/client.ts";
import type { InputValues, Output } from "../notebook/output.ts";
import type { EndState } from "../notebook/protocol.ts";
import { CellControls, type ControlledCell } from "./cell-controls.ts";
import { CellEditor } from "./cell-editor.ts";
import { forgetEdit, hashText, loadEdit, saveEdit } from "./cell-edits.ts";
import type { CellOutputs } from "./cell-outputs.ts";
import type { CellView } from "./cell-view.ts";
import { runCells, stopCells } from "./notebook.ts";

/**
 * idle: not run. queued: waits for its turn. running. done: the output belongs to this text.
 * error. stopped: by the reader. edited: the text is newer than the output, or was never run.
 * stale: a cell above has changed since.
 */
export type CellState =
  | "idle"
  | "queued"
  | "running"
  | "done"
  | "error"
  | "stopped"
  | "edited"
  | "stale";

/** What the last run alone says. */
type RunState = Exclude<CellState, "edited" | "stale">;

/** Clicking Run twice must not press the Stop button that took its place. */
const doubleClickMs = 450;

/** How long a run at a slider's move may take before the cell shows that it runs. */
const quietMs = 250;

/**
 * A cell of the book, over HTML from the server (src/components/Cell.astro). For scripts:
 * `source`, `inputs`, `state`, `run()`, `stop()` and `reset()`; all else is for the page.
 */
export class CodeCell extends HTMLElement implements CellView, ControlledCell {
  #editor!: CellEditor;
  #controls!: CellControls;
  #outputs: CellOutputs | null = null;
  #base: RunState = "idle";
  #text = "";
  /** how the cell stood before it was queued */
  #former: { base: RunState; text: string } | null = null;
  /** the text that ran last */
  #ranSource: string | null = null;
  #isStale = false;
  #isStorageBlocked = false;
  #startedAt = 0;
  #lastSeconds: number | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.#editor) return;
    const paper = this.#part(".cell-paper");
    this.#editor = new CellEditor(paper, `Code of cell ${this.cellId}`, () => this.#edited());
    this.#button(".cell-run").onclick = () => void this.run();
    this.#button(".cell-stop").onclick = () => {
      if (performance.now() - this.#startedAt > doubleClickMs) this.stop();
    };
    this.#button(".cell-reset").onclick = () => this.reset();
    this.#button(".cell-edit").onclick = () => this.#editor.open();
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#restoreEdit();
    this.#controls = new CellControls(this);
    if (this.querySelector(".cell-output > *")) void import("./output-elements.ts");
    this.#update();
  }

  disconnectedCallback(): void {
    clearInterval(this.#clock);
  }

  get cellId(): string {
    return this.dataset.cell ?? "";
  }

  /** The cell's text. */
  get source(): string {
    return this.#editor.source;
  }

  set source(text: string) {
    this.#editor.source = text;
    this.#edited();
  }

  /** What the reader has set in the cell's inputs, where it is not what the book has set. */
  get inputs(): InputValues {
    return this.#controls.values;
  }

  set inputs(values: InputValues) {
    this.#controls.values = values;
  }

  get isSettled(): boolean {
    return /^(done|error)$/.test(this.#base) && this.source === this.#ranSource;
  }

  get lastSeconds(): number | null {
    return this.#lastSeconds;
  }

  inputsChanged(): void {
    this.#update();
  }

  get state(): CellState {
    if (this.#base === "queued" || this.#base === "running") return this.#base;
    const isOther = this.source !== (this.#ranSource ?? this.#editor.original);
    if (isOther || this.#controls?.isChanged) return "edited";
    return this.#isStale && this.#base !== "idle" ? "stale" : this.#base;
  }

  /** Runs the cell, and before it what it needs from above. Never rejects. */
  async run(): Promise<RunResult> {
    return (await runCells([this.cellId])).get(this.cellId)!;
  }

  /** Stops this cell and everything else that runs or waits. */
  stop(): void {
    void stopCells();
  }

  /** Back to the book's text, without output. */
  reset(): void {
    // The button hides itself: the focus goes on to where a reader begins anew.
    if (document.activeElement === this.#button(".cell-reset")) this.#button(".cell-run").focus();
    if (this.#base === "queued" || this.#base === "running") this.stop();
    else this.#base = "idle";
    this.#editor.source = this.#editor.original;
    forgetEdit(this.cellId);
    this.#ranSource = null;
    this.#controls.reset();
    this.#isStale = false;
    this.#outputs?.clear();
    this.#note(null);
    this.#update("not run");
  }

  queue(waitingFor: string | null): void {
    if (this.#base === "running") return;
    if (this.#base !== "queued") this.#former = { base: this.#base, text: this.#text };
    this.#base = "queued";
    this.#startedAt = performance.now();
    this.#update(waitingFor ? `waits for ${waitingFor}` : "starting");
  }

  begin(source: string, inputs: InputValues): void {
    this.#base = "running";
    this.#controls.began(inputs);
    this.#ranSource = source;
    this.#isStale = false;
    this.#startedAt = performance.now();
    this.#outputs?.expectNew();
    this.#note(null);
    this.#update("running");
    this.#announce("Running");
    clearInterval(this.#clock);
    this.#clock = setInterval(() => this.#tick(), 1000);
  }

  prepare(what: string): void {
    if (this.#base === "running") this.#say(`running: loads ${what}`);
  }

  stopping(): void {
    if (this.#base === "running") this.#update("stopping");
  }

  showOutput(index: number, output: Output): void {
    void this.#withOutputs((outputs) => outputs.show(index, output));
  }

  finish(state: EndState, error: CellError | null, seconds: number): void {
    clearInterval(this.#clock);
    const neverBegan = this.#base === "queued" && state === "stopped";
    if (neverBegan && this.#former?.base === "done") {
      this.#base = "done";
      return this.#update(this.#former.text);
    }
    this.#base = state;
    this.#ranSource ??= this.source;
    this.#lastSeconds = state === "stopped" ? null : seconds;
    void this.#withOutputs((outputs) => outputs.end());
    const took = seconds >= 1 ? ` in ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s` : "";
    const where = error?.line ? ` in line ${error.line}` : "";
    const said = { done: `done${took}`, error: `error${where}`, stopped: "stopped" }[state];
    this.#update(said);
    this.#announce(error ? `Error${where}: ${error.message}` : said);
    this.#controls.ended();
  }

  failToLoad(error: CellError): void {
    this.finish("error", error, 0);
    this.#note([error.message]);
  }

  /** The worker heard no stop and was ended. */
  explainRestart(): void {
    this.#note([
      "This cell could not be stopped otherwise, so the notebook was started anew. " +
        "What other cells defined is computed again when it is needed.",
    ]);
  }

  lateError(error: CellError): void {
    if (this.#base === "running") return;
    void this.#withOutputs((outputs) => outputs.append({ kind: "error", error }));
    this.#base = "error";
    this.#update("error after the end");
    this.#announce(`Error: ${error.message}`);
  }

  setStale(isStale: boolean): void {
    if (this.#isStale === isStale) return;
    this.#isStale = isStale;
    this.#update();
    if (this.state === "stale") this.#announce("out of date");
  }

  /** Offers to run the cells below that are out of date because this one ran. */
  setDependents(stale: string[]): void {
    if (stale.length === 0) return this.#note(null);
    const many = stale.length > 1 ? `${stale.length} cells below are` : `Cell “${stale[0]}” below is`;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = stale.length > 1 ? "Run them" : "Run it";
    button.onclick = () => void runCells(stale);
    this.#note([`${many} out of date. `, button]);
  }

  #edited(): void {
    const { original, isEdited } = this.#editor;
    if (isEdited) {
      const edit = { source: this.source, original: hashText(original) };
      this.#isStorageBlocked = !saveEdit(this.cellId, edit);
    } else {
      forgetEdit(this.cellId);
    }
    this.#update();
  }

  #restoreEdit(): void {
    const edit = loadEdit(this.cellId);
    if (!edit) return;
    this.#editor.source = edit.source;
    if (edit.original !== hashText(this.#editor.original)) {
      this.#note(["The book’s text of this cell has changed since you edited it. Reset shows the new one."]);
    }
  }

  #key(event: KeyboardEvent): void {
    const isRun = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (isRun && !event.isComposing) {
      event.preventDefault();
      if (this.#base !== "queued" && this.#base !== "running") void this.run();
    } else if (event.key === "Escape" && event.target instanceof HTMLTextAreaElement) {
      this.#button(".cell-edit").focus();
    }
  }

  async #withOutputs(use: (outputs: CellOutputs) => void): Promise<void> {
    if (!this.#outputs) await this.#loadOutputs();
    if (this.#outputs) use(this.#outputs);
  }

  async #loadOutputs(): Promise<void> {
    try {
      const { CellOutputs } = await import("./cell-outputs.ts");
      this.#outputs ??= new CellOutputs(this.#part(".cell-output"));
    } catch {
      if (!this.#part(".cell-note").hidden) return;
      this.#note([
        "The outputs could not be drawn. Is the network connection there? " +
          "When it is back, reload the page; your edits are kept.",
      ]);
    }
  }

  #tick(): void {
    const seconds = Math.round((performance.now() - this.#startedAt) / 1000);
    if (seconds >= 2 && /^running/.test(this.#text)) this.#say(`running, ${seconds} s`);
  }

  /** Brings the page in line with the state; `text` says it in words. */
  #update(text?: string): void {
    if (text !== undefined) this.#text = text;
    clearTimeout(this.#patience);
    const { state } = this;
    if (this.#isQuiet && /queued|running/.test(state)) {
      // A quick run at a slider's move shows no Stop button that is gone at once.
      this.#patience = setTimeout(() => this.#showState(), quietMs);
    } else {
      this.#showState();
    }
  }

  get #isQuiet(): boolean {
    return this.#controls?.isQuiet ?? false;
  }

  #showState(): void {
    const { state } = this;
    this.dataset.state = state;
    const isBusy = state === "queued" || state === "running";
    this.toggleAttribute("data-changed", this.#editor.isEdited);
    this.#swap(this.#button(".cell-run"), this.#button(".cell-stop"), isBusy);
    const hasOutput = this.#base !== "idle" && !isBusy;
    this.#button(".cell-reset").hidden = !this.#editor.isEdited && !hasOutput;
    const blocked = this.#isStorageBlocked ? "; this browser cannot keep it" : "";
    const words = {
      idle: "",
      edited: this.#editedWords(blocked),
      stale: "out of date",
    };
    this.#say(state in words ? words[state as keyof typeof words] : this.#text);
  }

  #editedWords(blocked: string): string {
    const isText = this.source !== (this.#ranSource ?? this.#editor.original);
    if (!isText) return "input changed since the last run";
    return this.#ranSource === null ? `edited${blocked}` : `edited since the last run${blocked}`;
  }

  /** Shows Stop in the place of Run, without dropping the keyboard's focus. */
  #swap(run: HTMLButtonElement, stop: HTMLButtonElement, isBusy: boolean): void {
    const hadFocus = document.activeElement === run || document.activeElement === stop;
    run.hidden = isBusy;
    stop.hidden = !isBusy;
    if (hadFocus) (isBusy ? stop : run).focus({ preventScroll: true });
  }

  #say(text: string): void {
    const place = this.#part(".cell-state");
    if (place.textContent !== text) place.textContent = text;
  }

  /** For screen readers; the ticking seconds stay out of it. */
  #announce(text: string): void {
    if (this.#isQuiet) return;
    this.#part(".cell-announce").textContent = `${this.cellId}: ${text}`;
  }

  #note(content: (string | Node)[] | null): void {
    const note = this.#part(".cell-note");
    note.hidden = content === null;
    note.replaceChildren(...(content ?? []));
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }

  #button(selector: string): HTMLButtonElement {
    return this.querySelector<HTMLButtonElement>(selector)!;
  }
}

customElements.define("code-cell", CodeCell);
