import type { CellChange } from "../../edits/changes.ts";
import type { CellError } from "../../notebook/base/cell-error.ts";
import type { RunResult } from "../../notebook/client/job.ts";
import type { InputValues, Output } from "../../notebook/output/output.ts";
import { frozenCells } from "../state/frozen-cells.ts";
import type { MenuItem } from "../base/button-menu.ts";
import { CellBar } from "./cell-bar.ts";
import { CellControls, type ControlledCell } from "./cell-controls.ts";
import { CellEditor } from "./cell-editor.ts";
import { type CellEvent, next } from "../state/cell-events.ts";
import { loadInputs } from "./cell-inputs.ts";
import { olderBelow } from "../state/cell-status-text.ts";
import type { EditedCell } from "./cell-choice.ts";
import { CellEdits } from "./cell-edits.ts";
import { CellNotes } from "./cell-notes.ts";
import { CodeStrip } from "./code-strip.ts";
import type { NoteContent } from "../run/run-notes.ts";
import {
  areInputsNew,
  type CellState,
  type CellStatus,
  firstStatus,
  isBusy,
  isChanged,
  isReset,
  stateOf,
} from "../state/cell-state.ts";
import type { CellView } from "../state/cell-view.ts";
import type { RunProblem } from "../editor/editor-host.ts";
import { cellsFrom, checkStale, keepModel, pauseCells, runCells, stopCells } from "../run/notebook.ts";
import { OutputBox } from "../outputs/output-box.ts";

/** How long a run at a slider's move may take before the cell shows that it runs. */
const quietMs = 250;

/**
 * A cell of the book, over HTML from the server (src/components/Cell.astro). For scripts:
 * `source`, `inputs`, `state`, `run()`, `stop()`, `pause()`, `resume()` and `reset()`; all else is
 * for the page. What state it is in is decided in cell-state.ts and cell-events.ts.
 */
export class CodeCell extends HTMLElement implements CellView, ControlledCell {
  #status!: CellStatus;
  #editor!: CellEditor;
  #strip!: CodeStrip;
  #bar!: CellBar;
  #notes!: CellNotes;
  #outputs!: OutputBox;
  #controls!: CellControls;
  #keeping!: CellEdits;
  #quietTimer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.#editor) return;
    this.#editor = this.#createEditor();
    const { state, seconds } = this.dataset;
    const bookSeconds = seconds === undefined ? null : Number(seconds);
    this.#status = firstStatus(this.original, state === "frozen", loadInputs(this.cellId), bookSeconds);
    this.#strip = new CodeStrip(this);
    this.#bar = this.#createBar();
    this.#notes = this.#createNotes();
    this.#outputs = new OutputBox(this.#part(".cell-output"), {
      printed: () => this.#printedOutputs(),
      bookRun: async () => {
        const outputs = (await frozenCells([this]))[this.cellId]?.outputs;
        return outputs ? { source: this.original, inputs: {}, outputs } : null;
      },
      undrawn: (why) => this.handle({ type: "undrawn", why }),
    });
    this.#controls = new CellControls(this);
    this.#keeping = new CellEdits(this.#keptCell());
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#keeping.restore();
    this.#controls.begin();
    this.show();
  }

  disconnectedCallback(): void {
    this.#bar.end();
    this.#strip.end();
  }

  get cellId(): string {
    return this.dataset.cell ?? "";
  }

  /** The book's own text. */
  get original(): string {
    return this.#editor.original;
  }

  /** Where what the book printed is to be had as data. */
  get book(): string | null {
    return this.dataset.book ?? null;
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
    return this.#status?.inputs ?? {};
  }

  set inputs(values: InputValues) {
    this.#controls.set(values);
  }

  get state(): CellState {
    return stateOf(this.#status);
  }

  get status(): CellStatus {
    return this.#status;
  }

  /** Shows its code or folds it, as the reader wants it here. */
  showCode(isOpen: boolean): void {
    this.#strip.choose(isOpen);
  }

  /** Runs the cell, and before it what it needs from above. Never rejects. */
  async run(): Promise<RunResult> {
    return (await runCells([this.cellId])).get(this.cellId)!;
  }

  /** Stops this cell and everything else that runs or waits; after its end, what goes on of it alone. */
  stop(): void {
    void stopCells(this.#status.isLiving && !isBusy(this.#status) ? this.cellId : undefined);
  }

  /** Lets this cell rest at its next `progress`, if it is the one that runs. */
  pause(): void {
    if (this.#status.run.phase !== "running") return;
    this.handle({ type: "asked", asked: "pause" });
    void pauseCells(true);
  }

  resume(): void {
    if (this.#status.run.phase === "running") void pauseCells(false);
  }

  /** Back to the book's text and what the book printed of it. */
  reset(): void {
    if (isBusy(this.#status)) this.stop();
    void stopCells(this.cellId);
    this.#keeping.reset();
    this.handle({ type: "reset" });
    this.#outputs.restoreFrozen();
    // The cells below that used it may be as the book has them again.
    void checkStale();
  }

  /** Shows what a link brings beside what is there; says whether it is anything else. */
  offer(change: CellChange): boolean {
    return this.#keeping.offer(change);
  }

  /** Takes what a file brings. */
  take(change: CellChange): Promise<void> {
    return this.#keeping.take(change);
  }

  setting(): void {
    this.#keeping.setting();
  }

  showPrinted(outputs: Output[] | null): void {
    if (outputs) this.#outputs.adopt(outputs);
    else void this.#printedOutputs().then((printed) => printed && this.#outputs.adopt(printed));
  }

  /** Shows what is kept, if it is something else by now. */
  restore(): void {
    this.#keeping.restore();
    this.#controls.show(loadInputs(this.cellId), false);
  }

  /** Takes in what happens to it, and shows what follows. */
  handle(event: CellEvent): void {
    const before = this.#status;
    this.#status = next(before, event, performance.now());
    if (!isReset(before)) this.#follow(event, before);
    if (this.#status === before) return;
    this.show();
    if (this.#status.told !== before.told && !this.#controls.isQuiet) this.#announce(this.#status.told);
    if (event.type !== "finished") return;
    this.#keeping.ended();
    this.#controls.ended();
  }

  /** Brings the page in line with the state. */
  show(): void {
    clearTimeout(this.#quietTimer);
    // At a slider's moves no words and buttons come that are gone at once; what stays is shown when they rest.
    if (this.#controls.isQuiet) this.#quietTimer = setTimeout(() => this.#draw(), quietMs);
    else this.#draw();
  }

  #draw(): void {
    this.dataset.state = this.state;
    this.toggleAttribute("data-changed", isChanged(this.#status));
    this.#strip.count(this.source);
    this.#bar.show(this.#status, this.#keeping, this.#controls.isQuiet);
    this.#notes.show(this.#status.notes);
  }

  /** What an event means to the outputs, and to the marks in the text. */
  #follow(event: CellEvent, before: CellStatus): void {
    switch (event.type) {
      case "started":
        this.#outputs.expectNew(event, this.#controls.isQuiet);
        return this.#editor.markRun(null);
      case "outputs":
        return event.patches.forEach(({ index, output }) => this.#outputs.show(index, output));
      case "paused":
        return this.#outputs.rest();
      case "living":
        // Whoever reads that it is over sees all of it.
        return event.isLiving ? undefined : this.#outputs.rest();
      case "finished":
        if (before.run.phase === "queued" && event.state === "stopped") return;
        this.#outputs.end(event.state === "done" ? { source: before.ranSource ?? "", inputs: before.ranInputs } : null);
        return this.#mark(event.error && runProblem(event.error));
      default: // the others change neither
    }
  }

  /** The line of an error is to be seen. */
  #mark(problem: RunProblem | null): void {
    if (problem) this.#strip.open();
    this.#editor.markRun(problem);
  }

  #createEditor(): CellEditor {
    return new CellEditor(this.#part(".cell-paper"), {
      label: `Code of cell ${this.cellId}`,
      cellId: this.cellId,
      element: this,
      changed: () => this.#edited(),
      run: () => this.#runByKey(false),
      runAndGoOn: () => this.#runByKey(true),
      leave: () => this.#bar.focus("edit"),
    });
  }

  #createBar(): CellBar {
    return new CellBar(this, {
      run: () => void this.run(),
      stop: () => this.stop(),
      pause: () => this.pause(),
      resume: () => this.resume(),
      reset: () => this.reset(),
      edit: () => {
        this.#strip.open();
        this.#editor.open();
      },
      menu: () => this.#menu(),
    });
  }

  #createNotes(): CellNotes {
    const boxes = { above: this.#part(".cell-note"), after: this.#part(".cell-after") };
    return new CellNotes(boxes, {
      runCells: (ids) => void runCells(ids),
      goOn: () => void runCells([this.cellId], true),
      keepModel: (name) => void keepModel(this.cellId, name),
      showModels: () => document.dispatchEvent(new CustomEvent("my-models")),
      olderBelow,
      lostFocus: () => this.#bar.focus("run"),
    });
  }

  #menu(): MenuItem[] {
    return [
      ...this.#editor.menuItems(),
      {
        label: "Run from here down",
        hint: "This cell and all below it",
        run: () => void runCells(cellsFrom(this.cellId)),
      },
      { label: "Reset this cell", hint: "The book’s text and output come back", run: () => this.reset() },
    ];
  }

  #keptCell(): EditedCell {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters of another object look into this one
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
      get isBusy() {
        return isBusy(cell.#status);
      },
      get inputs() {
        return cell.inputs;
      },
      show(text) {
        if (text !== cell.original) cell.#strip.open();
        cell.#editor.source = text;
        cell.handle({ type: "edited", source: text });
      },
      showInputs: (values, isKept) => this.#controls.show(values, isKept),
      note: (content) => this.#noteText(content),
    };
  }

  #edited(): void {
    this.#keeping.edited();
    this.handle({ type: "edited", source: this.source });
  }

  #noteText(content: NoteContent | null): void {
    this.#notes.showText(content);
    if (typeof content?.[0] === "string") this.#announce(content[0]);
    this.show();
  }

  #key(event: KeyboardEvent): void {
    const isRun = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (isRun && !event.isComposing && !event.defaultPrevented) {
      event.preventDefault();
      this.#runByKey(event.shiftKey);
    } else if (event.key === "Escape" && event.target instanceof HTMLTextAreaElement) {
      this.#bar.focus("edit");
    }
  }

  /** Shift-Enter goes on to the next cell, as in Jupyter: there Enter edits, Shift-Enter runs. */
  #runByKey(goesOn: boolean): void {
    if (!isBusy(this.#status)) void this.run();
    if (!goesOn) return;
    const cells = [...document.querySelectorAll("code-cell")];
    const below = cells[cells.indexOf(this) + 1];
    below?.querySelector<HTMLElement>(".cell-edit")?.focus({ preventScroll: true });
    below?.scrollIntoView({ block: "nearest" });
  }

  async #printedOutputs(): Promise<Output[] | null> {
    const printed = (await frozenCells([this]))[this.cellId]?.outputs;
    // What is printed for other inputs stands as it was drawn.
    return this.#status.run.phase === "frozen" && !areInputsNew(this.#status) ? (printed ?? null) : null;
  }

  /** For screen readers; the ticking seconds stay out of it. */
  #announce(text: string): void {
    this.#part(".cell-announce").textContent = text && `${this.cellId}: ${text}`;
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }
}

function runProblem({ name, message, line, column }: CellError): RunProblem | null {
  return line === null ? null : { line, column: column ?? 1, message: `${name}: ${message}` };
}
