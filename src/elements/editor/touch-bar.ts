import { indentLess, indentMore, redo, toggleComment, undo } from "@codemirror/commands";
import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

interface TouchKey {
  shown: string;
  name: string;
  press(view: EditorView): void;
}

/** What the code needs and the keyboard of a phone hides. */
const pairs: readonly (readonly [string, string, string])[] = [
  ["(", ")", "round brackets"],
  ["[", "]", "square brackets"],
  ["{", "}", "braces"],
  ['"', '"', "quotes"],
  ["`", "`", "backquotes"],
];

/**
 * A row of keys above the keyboard of a phone or tablet, while the focus is in an editor. It lies
 * over the page, so nothing moves when it comes.
 */
export class TouchBar {
  readonly #element = document.createElement("div");
  readonly #touch = matchMedia("(pointer: coarse)");
  #view: EditorView | null = null;
  #actions: { run(): void; format(): void; help(): void } | null = null;

  constructor() {
    this.#element.className = "touch-bar";
    this.#element.setAttribute("role", "toolbar");
    this.#element.setAttribute("aria-label", "Keys for the code");
    this.#element.hidden = true;
    // The focus stays in the text, and the keyboard open.
    this.#element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#element.addEventListener("mousedown", (event) => event.preventDefault());
    for (const key of this.#keys()) this.#element.append(this.#button(key));
    document.body.append(this.#element);
    for (const event of ["resize", "scroll"]) visualViewport?.addEventListener(event, () => this.#place());
  }

  attach(view: EditorView, actions: { run(): void; format(): void; help(): void }): void {
    this.#view = view;
    this.#actions = actions;
    this.#element.hidden = !this.#touch.matches;
    this.#place();
  }

  detach(view: EditorView): void {
    if (this.#view !== view) return;
    this.#view = null;
    this.#element.hidden = true;
  }

  /** How much of an element's lower end lies under the row. */
  covers(element: HTMLElement): number {
    if (this.#element.hidden) return 0;
    const bar = this.#element.getBoundingClientRect();
    const below = element.getBoundingClientRect().bottom - bar.top;
    return Math.min(Math.max(below, 0), bar.height);
  }

  #keys(): TouchKey[] {
    return [
      { shown: "▶", name: "Run", press: () => this.#actions?.run() },
      { shown: "⇤", name: "Outdent", press: (view) => void indentLess(view) },
      { shown: "⇥", name: "Indent", press: (view) => void indentMore(view) },
      { shown: "↶", name: "Undo", press: (view) => void undo(view) },
      { shown: "↷", name: "Redo", press: (view) => void redo(view) },
      ...pairs.map(([open, close, name]) => ({
        shown: open + close,
        name: `Insert ${name}`,
        press: (view: EditorView) => insertPair(view, open, close),
      })),
      { shown: "=>", name: "Insert an arrow", press: (view) => insertPair(view, "=>", "") },
      { shown: "//", name: "Comment", press: (view) => void toggleComment(view) },
      { shown: "Format", name: "Format", press: () => this.#actions?.format() },
      { shown: "?", name: "Keys", press: () => this.#actions?.help() },
    ];
  }

  #button({ shown, name, press }: TouchKey): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = shown;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => this.#view && press(this.#view));
    return button;
  }

  /** At the lower edge of what the keyboard leaves of the page. */
  #place(): void {
    if (this.#element.hidden || !visualViewport) return;
    const { offsetTop, offsetLeft, height, width } = visualViewport;
    const top = offsetTop + height - this.#element.offsetHeight;
    this.#element.style.inlineSize = `${width}px`;
    this.#element.style.transform = `translate(${offsetLeft}px, ${top}px)`;
  }
}

function insertPair(view: EditorView, open: string, close: string): void {
  const change = view.state.changeByRange(({ from, to }) => {
    const selected = view.state.sliceDoc(from, to);
    const inner = from + open.length;
    return {
      changes: { from, to, insert: open + selected + close },
      range: EditorSelection.range(inner, inner + selected.length),
    };
  });
  view.dispatch(change, { userEvent: "input.type", scrollIntoView: true });
}
