/**
 * What is wrong with a cell's text, underlined and listed below it: what the types say, and where
 * the last run failed. It is advice: a cell runs with type errors too.
 */
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { RunProblem } from "./editor-host.ts";
import { language, longestTyped } from "./language.ts";

const setFailedLine = StateEffect.define<number | null>();

/** The line of the run's error, until the text changes. */
const failedLine = StateField.define<number | null>({
  create: () => null,
  update(from, { effects, docChanged }) {
    for (const effect of effects) if (effect.is(setFailedLine)) return effect.value;
    return docChanged ? null : from;
  },
  provide: (field) =>
    EditorView.decorations.from(field, (from) =>
      from === null ? Decoration.none : Decoration.set(Decoration.line({ class: "cell-failed" }).range(from)),
    ),
});

/** How long the reader must have paused. */
const pauseMs = 600;

export class Problems {
  readonly extension: Extension = failedLine;
  readonly element = document.createElement("div");
  readonly #cell: string;
  readonly #say: (text: string) => void;
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("p");
  #view!: EditorView;
  #types: Diagnostic[] = [];
  #run: Diagnostic | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cell: string, say: (text: string) => void) {
    this.#cell = cell;
    this.#say = say;
    this.element.className = "cell-problems";
    this.element.hidden = true;
    this.#list.setAttribute("aria-label", `Problems in cell ${cell}`);
    this.element.append(this.#status, this.#list);
  }

  attach(view: EditorView): void {
    this.#view = view;
  }

  /** Looks again, soon. */
  check(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  /** Marks where the last run failed, or that it did not. @returns where in the text */
  markRun(problem: RunProblem | null): number | null {
    const { doc } = this.#view.state;
    const isThere = problem && problem.line >= 1 && problem.line <= doc.lines;
    const line = isThere ? doc.line(problem.line) : null;
    if (!line && !this.#run) return null;
    this.#run = line && this.#runDiagnostic(problem!, line);
    this.#view.dispatch({ effects: setFailedLine.of(line?.from ?? null) });
    this.#show();
    return line?.from ?? null;
  }

  /** The text is newer than what the run said. */
  changed(): void {
    this.#run = null;
    this.check();
  }

  #runDiagnostic({ column, message }: RunProblem, line: { from: number; to: number }): Diagnostic {
    const from = Math.min(line.from + column - 1, line.to);
    const word = /^[\w$]+/.exec(this.#view.state.sliceDoc(from, line.to))?.[0].length ?? 1;
    return { from, to: Math.min(from + word, line.to), severity: "error", source: "last run", message };
  }

  async #ask(): Promise<void> {
    const { doc } = this.#view.state;
    const found = doc.length > longestTyped ? [] : await language.ask("problems", this.#cell);
    if (!found || this.#view.state.doc !== doc) return;
    const types = found.map(({ from, to, message, code }) => {
      return { from, to, message, severity: "warning" as const, source: `TypeScript ${code}` };
    });
    this.#types = types.sort((a, b) => a.from - b.from);
    this.#show();
  }

  #show(): void {
    const { state } = this.#view;
    const fits = ({ to }: Diagnostic): boolean => to <= state.doc.length;
    const all = [...(this.#run ? [this.#run] : []), ...this.#types].filter(fits);
    this.#view.dispatch(setDiagnostics(state, all));
    this.#list.replaceChildren(...all.map((one) => this.#item(one)));
    this.element.hidden = all.length === 0;
    const count = this.#types.length;
    const said =
      count === 0 ? "" : `${count === 1 ? "A type error" : `${count} type errors`}; the cell runs all the same.`;
    if (this.#status.textContent === said) return;
    this.#status.textContent = said;
    this.#say(said);
  }

  #item({ from, message, source, severity }: Diagnostic): HTMLLIElement {
    const { doc } = this.#view.state;
    const line = doc.lineAt(from);
    const place = document.createElement("span");
    place.className = "cell-problem-place";
    place.textContent = `line ${line.number}, column ${from - line.from + 1}`;
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.severity = severity;
    button.title = source ?? "";
    button.append(place, ` ${message}`);
    button.addEventListener("click", () => this.#go(from));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  #go(from: number): void {
    const anchor = Math.min(from, this.#view.state.doc.length);
    this.#view.dispatch({ selection: { anchor }, scrollIntoView: true });
    this.#view.focus();
  }
}
