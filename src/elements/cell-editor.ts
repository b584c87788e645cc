import { highlight } from "./highlight.ts";

/**
 * The text of one cell: the coloured `<pre>` of the server, and over it, from the first edit on, a
 * transparent text area of the same size and type. The box scrolls both, so nothing moves.
 */
export class CellEditor {
  readonly original: string;
  readonly #paper: HTMLElement;
  readonly #code: HTMLElement;
  readonly #originalHtml: string;
  readonly #changed: () => void;
  readonly #label: string;
  #source: string;
  #area: HTMLTextAreaElement | null = null;

  constructor(paper: HTMLElement, label: string, changed: () => void) {
    this.#paper = paper;
    this.#code = paper.querySelector("code")!;
    this.#originalHtml = this.#code.innerHTML;
    this.original = this.#code.textContent;
    this.#source = this.original;
    this.#label = label;
    this.#changed = changed;
    paper.addEventListener("click", (event) => this.#click(event));
  }

  get source(): string {
    return this.#source;
  }

  set source(text: string) {
    this.#source = text.replace(/\r\n?/g, "\n");
    if (this.#area && this.#area.value !== this.#source) this.#area.value = this.#source;
    this.#paint();
  }

  get isEdited(): boolean {
    return this.#source !== this.original;
  }

  /** Opens the text for editing; the cursor goes to `offset`. */
  open(offset?: number): void {
    const area = (this.#area ??= this.#createArea());
    area.focus({ preventScroll: true });
    if (offset !== undefined) area.setSelectionRange(offset, offset);
  }

  #paint(): void {
    const html = this.isEdited ? highlight(this.#source) : this.#originalHtml;
    // A last empty line has height only with something on it.
    this.#code.innerHTML = html + (/(^|\n)$/.test(this.#source) ? "\u200b" : "");
  }

  #createArea(): HTMLTextAreaElement {
    const area = document.createElement("textarea");
    area.className = "cell-area";
    area.value = this.#source;
    area.spellcheck = false;
    area.wrap = "off";
    area.rows = 1;
    area.setAttribute("autocomplete", "off");
    area.setAttribute("autocapitalize", "off");
    area.setAttribute("autocorrect", "off");
    area.setAttribute("aria-label", this.#label);
    area.addEventListener("input", () => {
      this.#source = area.value;
      this.#paint();
      this.#changed();
    });
    area.addEventListener("keydown", (event) => indentLikeAbove(event, area));
    this.#paper.append(area);
    this.#paper.firstElementChild?.setAttribute("aria-hidden", "true");
    return area;
  }

  /** A click puts the cursor where it hit; dragging over the text still selects it. */
  #click(event: MouseEvent): void {
    if (this.#area || !getSelection()?.isCollapsed) return;
    this.open(this.#offsetAt(event.clientX, event.clientY));
  }

  #offsetAt(x: number, y: number): number {
    const hit = caretAt(x, y);
    if (!hit || !this.#code.contains(hit.node)) return this.#source.length;
    const range = document.createRange();
    range.setStart(this.#code, 0);
    range.setEnd(hit.node, hit.offset);
    return range.toString().length;
  }
}

/** Safari has only the older of the two. */
function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const old = document as unknown as { caretRangeFromPoint?(x: number, y: number): Range | null };
  const range = old.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

/** Enter keeps the indentation. Tab is not touched: it moves on to the next control. */
function indentLikeAbove(event: KeyboardEvent, area: HTMLTextAreaElement): void {
  const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key !== "Enter" || !isPlain || event.isComposing) return;
  const before = area.value.slice(0, area.selectionStart);
  const indent = /[^\n]*$/.exec(before)![0].match(/^[ \t]*/)![0];
  const deeper = /[{([]\s*$/.test(before) ? "  " : "";
  event.preventDefault();
  // Deprecated, and still the only way that keeps the browser's own undo.
  document.execCommand("insertText", false, `\n${indent}${deeper}`);
}
