/**
 * CodeMirror in the place of a cell's `<pre>`: the same letters on the same pixels. It is loaded
 * with the first edit; until then, and without a network, a text area does.
 */
import { closeBrackets } from "@codemirror/autocomplete";
import { isolateHistory } from "@codemirror/commands";
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, panels, tooltips, type ViewUpdate } from "@codemirror/view";
import "../../styles/editor.css";
import { colours } from "./colours.ts";
import { completion } from "./completion.ts";
import type { MenuItem } from "../base/button-menu.ts";
import type { EditorHost, OpenText, RunProblem } from "./editor-host.ts";
import { dismissHint, explainAtCursor, hints, showSignature } from "./hints.ts";
import { foldImports, importFold, unfoldImports } from "./import-fold.ts";
import { keys } from "./keys.ts";
import { showKeys } from "./keys-dialog.ts";
import { language, longestTyped } from "./language.ts";
import { Problems } from "./problems.ts";
import { textChange } from "./text-change.ts";
import { TouchBar } from "./touch-bar.ts";

const openEditors = new Set<LiveEditor>();
let touchBar: TouchBar | null = null;

export class LiveEditor {
  readonly #host: EditorHost;
  readonly #view: EditorView;
  readonly #problems: Problems;
  readonly #said = document.createElement("p");
  #isInside: boolean;
  /** the text comes from the page, not from the reader */
  #isGiven = false;

  constructor(paper: HTMLElement, host: EditorHost, text: OpenText) {
    this.#host = host;
    this.#isInside = text.isInside;
    this.#problems = new Problems(host.cellId, (text) => this.#say(text));
    const searchPlace = document.createElement("div");
    const state = EditorState.create({ doc: text.before, extensions: this.#extensions(searchPlace, text) });
    this.#view = new EditorView({ state, parent: paper });
    this.#problems.attach(this.#view);
    this.#said.className = "cell-said visually-hidden";
    this.#said.setAttribute("aria-live", "polite");
    paper.parentElement!.after(searchPlace, this.#problems.element, this.#said);
    this.#takeOver(text);
    openEditors.add(this);
    if (!isSavingData()) this.#problems.check();
  }

  get source(): string {
    return this.#view.state.doc.toString();
  }

  set source(text: string) {
    const changes = textChange(this.source, text);
    if (!changes) return;
    this.#isGiven = true;
    this.#view.dispatch({ changes, annotations: isolateHistory.of("full") });
    this.#isGiven = false;
  }

  focus(offset?: number): void {
    this.#view.focus();
    if (offset === undefined) return;
    this.#view.dispatch({ selection: { anchor: Math.min(offset, this.#view.state.doc.length) } });
  }

  markRun(problem: RunProblem | null): void {
    const place = this.#problems.markRun(problem);
    if (place !== null) unfoldImports(this.#view, place);
  }

  #extensions(searchPlace: HTMLElement, { painted, fold }: OpenText): Extension {
    const { cellId, label } = this.#host;
    return [
      colours(painted),
      fold ? importFold() : [],
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      typescriptLanguage,
      typescriptLanguage.data.of({ closeBrackets: { brackets: ["(", "[", "{", '"', "'", "`"] } }),
      indentOnInput(),
      closeBrackets(),
      bracketMatching(),
      highlightSelectionMatches({ minSelectionLength: 2 }),
      search(),
      panels({ bottomContainer: searchPlace }),
      completion(cellId),
      hints(cellId),
      this.#problems.extension,
      this.#keys(),
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-description": "Escape leaves the text, F1 lists the keys.",
      }),
      EditorView.scrollMargins.of(({ scrollDOM }) => ({ bottom: touchBar?.covers(scrollDOM) ?? 0 })),
      // In the cell they would be cut off.
      tooltips({ parent: document.body }),
      EditorView.updateListener.of((update) => this.#updated(update)),
      EditorView.domEventHandlers({
        pointerdown: () => void (this.#isInside = true),
        focus: () => this.#focused(),
        blur: (event) => this.#blurred(event),
      }),
    ];
  }

  #keys(): Extension {
    const { run, runAndGoOn } = this.#host;
    return keys({
      run,
      runAndGoOn,
      leave: () => this.#leave(),
      format: () => void this.#format(),
      explain: () => void explainAtCursor(this.#view, this.#host.cellId).then((text) => this.#say(text)),
      showSignature: () => void showSignature(this.#view, this.#host.cellId).then((text) => this.#say(text)),
      help: showKeys,
      isInside: () => this.#isInside,
    });
  }

  /** What the reader did before the editor was there: it can be undone, and the cursor stays. */
  #takeOver({ before, source, selection, fold }: OpenText): void {
    this.#isGiven = true;
    const changes = textChange(before, source);
    if (changes) this.#view.dispatch({ changes, annotations: isolateHistory.of("full") });
    this.#view.dispatch({ selection });
    if (fold?.isClosed) foldImports(this.#view);
    this.#isGiven = false;
  }

  #updated({ docChanged, transactions }: ViewUpdate): void {
    if (!docChanged) return;
    if (transactions.some((one) => one.isUserEvent("input"))) this.#isInside = true;
    // A cell below may depend on what this one says.
    for (const editor of openEditors) {
      if (editor === this) editor.#problems.changed();
      else editor.#problems.check();
    }
    if (!this.#isGiven) this.#host.changed();
  }

  #focused(): void {
    touchBar ??= new TouchBar();
    touchBar.attach(this.#view, {
      run: this.#host.run,
      format: () => void this.#format(),
      help: showKeys,
    });
    if (!isSavingData()) this.#problems.check();
  }

  #blurred({ relatedTarget }: FocusEvent): void {
    touchBar?.detach(this.#view);
    const stays = relatedTarget instanceof Node && this.#host.element.contains(relatedTarget);
    if (!stays) dismissHint(this.#view);
    this.#isInside = false;
  }

  #leave(): void {
    if (!dismissHint(this.#view)) this.#host.leave();
  }

  /** What it adds to the cell's menu. */
  menuItems(): MenuItem[] {
    return [
      { label: "Format the code", hint: "Shift+Alt+F", run: () => void this.#format() },
      { label: "Keys of the editor", hint: "F1", run: showKeys },
    ];
  }

  async #format(): Promise<void> {
    const { doc } = this.#view.state;
    const edits = doc.length > longestTyped ? null : await language.ask("format", this.#host.cellId);
    if (!edits) return this.#say("The text could not be formatted. Is the network connection there?");
    if (this.#view.state.doc !== doc) return;
    if (edits.length > 0) this.#view.dispatch({ changes: edits, userEvent: "format" });
    this.#say(edits.length > 0 ? "formatted" : "nothing to format");
  }

  /** For screen readers. */
  #say(text: string | null): void {
    this.#said.textContent = text ?? "";
  }
}

/** Who saves data gets the types with the first question, not before. */
function isSavingData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
