import type { CellChange } from "../keeping/changes.ts";
import type { CellError } from "../notebook/cell-error.ts";
import type { RunResult } from "../notebook/client.ts";
import { formatBytes } from "../notebook/format.ts";
import type { KeptModel } from "../notebook/model-store.ts";
import type { InputValues, Output } from "../notebook/output.ts";
import type { EndState } from "../notebook/protocol.ts";
import { CellControls, type ControlledCell } from "./cell-controls.ts";
import { CellEditor } from "./cell-editor.ts";
import { button } from "./button.ts";
import { CellKeeping, type KeptCell } from "./cell-keeping.ts";
import { CellNotes, differenceNote, type NoteContent } from "./cell-notes.ts";
import type { CellOutputs } from "./cell-outputs.ts";
import type { RunProblem } from "./editor/editor-host.ts";
import type { CellView } from "./cell-view.ts";
import { bookCells } from "./book-cells.ts";
import { watchPrintedCharts } from "./printed-charts.ts";
import { endedThePage } from "./running-mark.ts";
import type { MenuItem } from "./button-menu.ts";
import { cellsFrom, keepModel, pauseCells, runCells, stopCells } from "./notebook.ts";

/**
 * frozen: shows what the book printed, and has not run here. idle: has not run, and the book prints
 * nothing of it. queued: waits for its turn. running. done: fresh, the output belongs to this text.
 * paused: rests in the middle of its run. error. stopped: by the reader. edited: the text is newer
 * than the output, or was never run. stale: a cell above has changed since.
 */
export type CellState =
  | "frozen"
  | "idle"
  | "queued"
  | "running"
  | "paused"
  | "done"
  | "error"
  | "stopped"
  | "edited"
  | "stale";

/** What the last run alone says. */
type RunState = Exclude<CellState, "edited" | "stale" | "paused">;

const printedText = "as printed";

/** Clicking Run twice must not press the Stop button that took its place. */
const doubleClickMs = 450;

/** A run that took longer is not repeated at every move of a slider. */
const quickSeconds = 0.3;

/** How long a run at a slider's move may take before the cell shows that it runs. */
const quietMs = 250;

/**
 * A cell of the book, over HTML from the server (src/components/Cell.astro). For scripts:
 * `source`, `inputs`, `state`, `run()`, `stop()`, `pause()`, `resume()` and `reset()`; all else is for the page.
 */
export class CodeCell extends HTMLElement implements CellView, ControlledCell {
  #editor!: CellEditor;
  #notes!: CellNotes;
  #controls!: CellControls;
  #keeping!: CellKeeping;
  #outputs: CellOutputs | null = null;
  #loading: Promise<void> | null = null;
  #base: RunState = "idle";
  /** how the server has rendered it */
  #initial: RunState = "idle";
  #printed = "";
  #text = printedText;
  /** how the cell stood before it was queued */
  #former: { base: RunState; text: string } | null = null;
  /** the text that ran last */
  #ranSource: string | null = null;
  #isStale = false;
  /** it shows a training's progress, and so can rest */
  #canPause = false;
  /** what was told last, as a sentence */
  #announced = "";
  #isPaused = false;
  #pausedAt = 0;
  #startedAt = 0;
  /** when Stop took the place of Run; rests do not move it */
  #busySince = 0;
  #lastSeconds: number | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.#editor) return;
    const paper = this.#part(".cell-paper");
    this.#notes = new CellNotes(this.#part(".cell-note"));
    this.#editor = new CellEditor(paper, {
      label: `Code of cell ${this.cellId}`,
      cellId: this.cellId,
      element: this,
      changed: () => this.#edited(),
      run: () => this.#runByKey(false),
      runAndGoOn: () => this.#runByKey(true),
      leave: () => this.#button(".cell-edit").focus(),
    });
    this.#button(".cell-run").onclick = () => void this.run();
    this.#button(".cell-stop").onclick = () => {
      if (performance.now() - this.#busySince > doubleClickMs) this.stop();
    };
    this.#button(".cell-pause").onclick = () => (this.#isPaused ? this.resume() : this.pause());
    this.#button(".cell-reset").onclick = () => this.reset();
    this.#button(".cell-edit").onclick = () => this.#editor.open();
    this.#button(".cell-more").onclick = ({ currentTarget }) => {
      void import("./button-menu.ts").then(({ openMenu }) => openMenu(currentTarget as HTMLElement, this.#menu()));
    };
    this.addEventListener("keydown", (event) => this.#key(event));
    if (this.dataset.state === "frozen") this.#base = this.#initial = "frozen";
    this.#printed = this.#part(".cell-output").innerHTML;
    this.#watchPrinted();
    void endedThePage(this.cellId).then((ended) => ended && this.#explainEnd());
    this.#controls = new CellControls(this);
    this.#keeping = new CellKeeping(this.#keptCell());
    this.#keeping.restore();
    this.#wakeOutputs();
    this.#update();
  }

  disconnectedCallback(): void {
    clearInterval(this.#clock);
  }

  /** The book's own text. */
  get original(): string {
    return this.#editor.original;
  }

  /** Where what the book printed is to be had as data. */
  get book(): string | null {
    return this.dataset.book ?? null;
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

  /** Shows what a link brings beside what is there; says whether it is anything else. */
  offer(change: CellChange): boolean {
    return this.#keeping.offer(change);
  }

  /** Takes what a file brings. */
  take(change: CellChange): void {
    this.#keeping.take(change);
  }

  setting(): void {
    this.#keeping.setting();
  }

  get isSettled(): boolean {
    if (this.#base === "frozen") return this.source === this.original;
    return /^(done|error)$/.test(this.#base) && this.source === this.#ranSource;
  }

  get isQuick(): boolean {
    if (this.#base === "frozen") return this.hasAttribute("data-quick");
    return this.#lastSeconds !== null && this.#lastSeconds < quickSeconds;
  }

  inputsChanged(): void {
    this.#update();
  }

  get state(): CellState {
    if (this.#base === "running" && this.#isPaused) return "paused";
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

  /** Lets this cell rest at its next `progress`, if it is the one that runs. */
  pause(): void {
    if (this.#base !== "running") return;
    this.#say("pausing");
    void pauseCells(true);
  }

  resume(): void {
    if (this.#base === "running") void pauseCells(false);
  }

  /** Back to the book's text and what the book printed of it. */
  reset(): void {
    // The button hides itself: the focus goes on to where a reader begins anew.
    if (document.activeElement === this.#button(".cell-reset")) this.#button(".cell-run").focus();
    if (this.#base === "queued" || this.#base === "running") this.stop();
    else this.#base = this.#initial;
    this.#keeping.reset();
    this.#ranSource = null;
    this.#controls.ran({});
    this.#isStale = false;
    this.#restorePrinted();
    this.#notes.clearRun();
    this.#update(this.#initial === "frozen" ? printedText : "not run");
  }

  #menu(): MenuItem[] {
    return [
      { label: "Run from here down", hint: "This cell and all below it", run: () => void runCells(cellsFrom(this.cellId)) },
      { label: "Reset this cell", hint: "The book’s text and output come back", run: () => this.reset() },
    ];
  }

  queue(why = "starting"): void {
    if (this.#base === "running") return;
    if (this.#base !== "queued") this.#former = { base: this.#base, text: this.#text };
    this.#base = "queued";
    this.#busySince = this.#startedAt = performance.now();
    this.#update(why);
    if (why.startsWith("runs ")) this.#announce(why);
  }

  /** Its values come from the book, for a cell below. */
  restore(isDone: boolean): void {
    if (this.#base !== "frozen") return;
    this.#isStale = false;
    this.#update(isDone ? "values taken from the book" : "its values are taken from the book");
  }

  begin(source: string, inputs: InputValues): void {
    this.#base = "running";
    this.#controls.ran(inputs);
    this.#ranSource = source;
    this.#isStale = false;
    this.#busySince = this.#startedAt = performance.now();
    this.#canPause = this.#isPaused = false;
    void this.#withOutputs((outputs) => outputs.expectNew());
    this.#notes.clearRun();
    this.#update("running");
    this.#editor.markRun(null);
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

  /** It rests, or goes on. */
  pausing(isPaused: boolean): void {
    if (this.#base !== "running") return;
    this.#isPaused = isPaused;
    if (isPaused) this.#pausedAt = performance.now();
    else this.#startedAt += performance.now() - this.#pausedAt;
    this.#update(isPaused ? "paused" : "running");
    this.#announce(isPaused ? "Paused" : "Running again");
  }

  showOutput(index: number, output: Output): void {
    if (output.kind === "progress" && !this.#canPause) {
      this.#canPause = true;
      this.#update();
    }
    void this.#withOutputs((outputs) => outputs.show(index, output));
  }

  finish(state: EndState, error: CellError | null, seconds: number): void {
    clearInterval(this.#clock);
    this.#isPaused = false;
    const neverBegan = this.#base === "queued" && state === "stopped";
    if (neverBegan && /done|frozen/.test(this.#former?.base ?? "")) {
      this.#base = this.#former!.base;
      return this.#update(this.#former!.text);
    }
    this.#base = state;
    this.#ranSource ??= this.source;
    this.#lastSeconds = state === "stopped" ? null : seconds;
    void this.#withOutputs((outputs) => outputs.end());
    const took = seconds >= 1 ? ` in ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s` : "";
    const where = error?.line ? ` in line ${error.line}` : "";
    const said = { done: `done${took}`, error: `error${where}`, stopped: "stopped" }[state];
    this.#update(said);
    this.#editor.markRun(error && runProblem(error));
    this.#announce(error ? `Error${where}: ${error.message}` : said);
    this.#controls.ended();
  }

  /** How what it has just shown stands to what the book printed. */
  compare(differences: string[]): void {
    if (this.state !== "done") return;
    if (differences.length === 0) {
      this.#update(`${this.#text}, same as printed`);
      this.#announce(this.#text);
      return;
    }
    this.#update(`${this.#text}, not as printed`);
    this.#announce(this.#text);
    this.#notes.set("printed", differenceNote(differences));
  }

  failToLoad(error: CellError): void {
    this.finish("error", error, 0);
    this.#notes.set("failed", [error.message]);
  }

  #explainEnd(): void {
    this.#notes.set("failed", [
      "The browser ended this page while the cell ran: it may have needed more memory than there is. Your text is kept.",
    ]);
  }

  /** The worker heard no stop and was ended. */
  explainRestart(): void {
    this.#notes.set("failed", [
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

  /** `isTold`: the cell that caused it says so for all of them. */
  setStale(isStale: boolean, isTold: boolean): void {
    if (this.#isStale === isStale) return;
    this.#isStale = isStale;
    this.#update();
    if (this.state === "stale" && !isTold) this.#announce("out of date");
  }

  /** A training is over: what it has made can be kept. */
  offerModels(names: string[]): void {
    const buttons = names.flatMap((name) => [button(name, () => void keepModel(this.cellId, name)), " "]);
    this.#notes.set("model", ["Keep a model in this browser, for later chapters: ", ...buttons]);
  }

  keptModel(name: string, kept: KeptModel | null, problem: string | null): void {
    const text = kept ? `“${name}” is kept in this browser (${formatBytes(kept.bytes)}).` : (problem ?? "");
    const open = button("My models", () => document.dispatchEvent(new CustomEvent("my-models")));
    const hadFocus = this.#part(".cell-note").contains(document.activeElement);
    this.#notes.set("model", [`${text} `, open]);
    if (hadFocus) open.focus();
    this.#announce(text);
  }

  /** Offers to run the cells below that are out of date because this one ran. */
  setDependents(stale: string[]): void {
    if (stale.length === 0) return this.#notes.set("below", null);
    const many = stale.length > 1 ? `${stale.length} cells below are` : `Cell “${stale[0]}” below is`;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = stale.length > 1 ? "Run them" : "Run it";
    button.onclick = () => void runCells(stale);
    this.#notes.set("below", [`${many} out of date. `, button]);
    // In one message with how the run ended, which it would otherwise take the place of.
    this.#announce(`${this.#announced} ${many} out of date.`);
  }

  #edited(): void {
    this.#keeping.edited();
    this.#update();
  }

  #keptCell(): KeptCell {
    const cell = this;
    return {
      cellId: this.cellId,
      original: this.original,
      get text() {
        return cell.source;
      },
      get isTyping() {
        return cell.#part(".cell-paper").contains(document.activeElement);
      },
      get inputs() {
        return cell.inputs;
      },
      show(text) {
        cell.#editor.source = text;
        cell.#update();
      },
      showInputs: (values, isKept) => this.#controls.show(values, isKept),
      note: (content) => this.#noteText(content),
    };
  }

  #noteText(content: NoteContent | null): void {
    const hadFocus = this.#part(".cell-note").contains(document.activeElement);
    this.#notes.set("text", content);
    if (hadFocus && content === null) this.#button(".cell-run").focus({ preventScroll: true });
    if (typeof content?.[0] === "string") this.#announce(content[0]);
  }

  #key(event: KeyboardEvent): void {
    const isRun = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (isRun && !event.isComposing && !event.defaultPrevented) {
      event.preventDefault();
      this.#runByKey(event.shiftKey);
    } else if (event.key === "Escape" && event.target instanceof HTMLTextAreaElement) {
      this.#button(".cell-edit").focus();
    }
  }

  /** Shift-Enter goes on to the next cell, as in Jupyter: there Enter edits, Shift-Enter runs. */
  #runByKey(goesOn: boolean): void {
    if (this.#base !== "queued" && this.#base !== "running") void this.run();
    if (!goesOn) return;
    const cells = [...document.querySelectorAll("code-cell")];
    const next = cells[cells.indexOf(this) + 1];
    next?.querySelector<HTMLElement>(".cell-edit")?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }

  async #withOutputs(use: (outputs: CellOutputs) => void): Promise<void> {
    // One loading for all who wait, so that they come to their turns in order.
    if (!this.#outputs) await (this.#loading ??= this.#loadOutputs().finally(() => (this.#loading = null)));
    if (this.#outputs) use(this.#outputs);
  }

  async #loadOutputs(): Promise<void> {
    try {
      const { CellOutputs } = await import("./cell-outputs.ts");
      this.#outputs ??= new CellOutputs(this.#part(".cell-output"));
    } catch {
      this.#notes.set("outputs", [
        "The outputs could not be drawn. Is the network connection there? " +
          "When it is back, reload the page; your edits are kept.",
      ]);
    }
  }

  /**
   * What the book printed answers to pointer and keys as soon as one of them comes near; inputs, which
   * nobody can focus before, as soon as they are seen.
   */
  #wakeOutputs(): void {
    const box = this.#part(".cell-output");
    const wake = (): void => void import("./output-elements.ts");
    for (const event of ["pointerover", "focusin"]) this.addEventListener(event, wake, { once: true });
    if (!box.querySelector("cell-input")) return;
    const sight = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      wake();
    });
    sight.observe(box);
  }

  #watchPrinted(): void {
    watchPrintedCharts(this.#part(".cell-output"), () => void this.#redrawPrinted());
  }

  async #redrawPrinted(): Promise<void> {
    const printed = (await bookCells([this]))[this.cellId]?.outputs;
    if (printed && this.#base === "frozen") await this.#withOutputs((outputs) => outputs.adopt(printed));
  }

  #restorePrinted(): void {
    this.#outputs?.clear();
    const box = this.#part(".cell-output");
    box.innerHTML = this.#printed;
    box.hidden = box.children.length === 0;
    this.#watchPrinted();
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
    const isBusy = this.#base === "queued" || this.#base === "running";
    this.toggleAttribute("data-changed", this.#editor.isEdited);
    this.#swap(this.#button(".cell-run"), this.#button(".cell-stop"), isBusy);
    this.#showPause();
    const hasOutput = this.#base !== this.#initial && !isBusy;
    this.#button(".cell-reset").hidden = !this.#editor.isEdited && !hasOutput;
    const blocked = this.#keeping.isBlocked ? "; this browser cannot keep it" : "";
    const words = {
      idle: "",
      edited: this.#editedWords(blocked),
      stale: "out of date",
    };
    this.#say(state in words ? words[state as keyof typeof words] : this.#text);
  }

  #showPause(): void {
    const pause = this.#button(".cell-pause");
    const isShown = this.#base === "running" && this.#canPause && !this.#isQuiet;
    if (!isShown && document.activeElement === pause) this.#button(".cell-run").focus({ preventScroll: true });
    pause.hidden = !isShown;
    pause.querySelector("span")!.textContent = this.#isPaused ? "Resume" : "Pause";
  }

  #editedWords(blocked: string): string {
    const isText = this.source !== (this.#ranSource ?? this.#editor.original);
    if (this.#keeping.isFromLink && this.#ranSource === null) return "from a link, has not run";
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
    this.#announced = /[.!?]$/.test(text) ? text : `${text}.`;
    this.#part(".cell-announce").textContent = `${this.cellId}: ${text}`;
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }

  #button(selector: string): HTMLButtonElement {
    return this.querySelector<HTMLButtonElement>(selector)!;
  }
}

function runProblem({ name, message, line, column }: CellError): RunProblem | null {
  return line === null ? null : { line, column: column ?? 1, message: `${name}: ${message}` };
}

customElements.define("code-cell", CodeCell);

/** Code in the address is shown by what is loaded only then. */
function readAddress(): void {
  if (location.hash.startsWith("#shared=")) void import("./linked-cells.ts").then((page) => page.showLinkedCells());
}

readAddress();
addEventListener("hashchange", readAddress);
