import type { Token } from "../editor/line-tokens.ts";
import { foldLabel, lineCount, topImports } from "../base/import-lines.ts";
import { setMarkup } from "../base/trusted.ts";

/**
 * A cell's coloured text as the page shows it. Where the author has chosen so, the imports at its top
 * are a <details> that is closed (src/components/Cell.astro).
 */
export class PaintedText {
  readonly #fold: HTMLDetailsElement | null;
  readonly #code: HTMLElement;
  readonly #printed: readonly [top: string, rest: string];
  readonly #original: string;
  /** what is in the fold */
  #top: string;

  constructor(paper: HTMLElement) {
    this.#fold = paper.querySelector("details");
    this.#code = paper.querySelector(":scope > pre code")!;
    this.#top = this.#topCode?.textContent ?? "";
    this.#printed = [this.#topCode?.innerHTML ?? "", this.#code.innerHTML];
    this.#original = paperText(paper);
  }

  /** The book's text. */
  get original(): string {
    return this.#original;
  }

  /** What stands on the page. */
  get text(): string {
    return this.#parts
      .map((code) => code.textContent)
      .join("\n")
      .replace(/\u200b$/, "");
  }

  get canFold(): boolean {
    return this.#fold !== null;
  }

  /** What is folded away, with the line break after it. */
  get folded(): string {
    return this.#top && !this.#fold!.open ? `${this.#top}\n` : "";
  }

  /** Paints `source`; `highlight` colours a part of it. */
  paint(source: string, highlight: (text: string) => string): void {
    // While it is written in, the line between the two parts stays where it is.
    if (!this.#top || !source.startsWith(`${this.#top}\n`)) this.#top = this.canFold ? topImports(source) : "";
    const rest = this.#top ? source.slice(this.#top.length + 1) : source;
    const isOriginal = source === this.#original;
    if (this.#topCode) setMarkup(this.#topCode, isOriginal ? this.#printed[0] : highlight(this.#top));
    setMarkup(this.#code, isOriginal ? this.#printed[1] : highlight(rest));
    // A last empty line has height only with something on it.
    if (/(^|\n)$/.test(rest)) this.#code.append("\u200b");
    if (!this.#fold) return;
    this.#fold.hidden = this.#top === "";
    this.#fold.querySelector("summary span")!.textContent = foldLabel(this.#top);
  }

  /** Unfolds if that line, from 1, is folded away. */
  reveal(line: number): void {
    if (this.folded && line <= lineCount(this.#top)) this.#fold!.open = true;
  }

  /** Who listens hears when the reader folds or unfolds. */
  onFold(listen: () => void): void {
    this.#fold?.addEventListener("toggle", listen);
  }

  /** Assistive technology reads the editor above instead. */
  hideText(): void {
    for (const code of this.#parts) code.parentElement!.setAttribute("aria-hidden", "true");
  }

  /** The coloured pieces. */
  tokens(): Token[] {
    const [first, ...more] = this.#parts;
    const tokens = tokensOf(first!, 0);
    return more.length === 0 ? tokens : [...tokens, ...tokensOf(more[0]!, this.#top.length + 1)];
  }

  /** Which character is drawn at a place on the screen, or null beside the text. */
  offsetAt(x: number, y: number): number | null {
    const hit = caretAt(x, y);
    const part = hit && this.#parts.find((code) => code.contains(hit.node));
    if (!part) return null;
    const range = document.createRange();
    range.setStart(part, 0);
    range.setEnd(hit.node, hit.offset);
    const before = part === this.#code && this.#top ? this.#top.length + 1 : 0;
    return before + range.toString().length;
  }

  get #topCode(): HTMLElement | null {
    return this.#fold?.querySelector("code") ?? null;
  }

  get #parts(): HTMLElement[] {
    return this.#top ? [this.#topCode!, this.#code] : [this.#code];
  }
}

/** The text that a cell's paper shows. */
export function paperText(paper: HTMLElement): string {
  const parts = [...paper.querySelectorAll(":scope > details code, :scope > pre code")];
  return parts.map((code) => code.textContent).join("\n");
}

function tokensOf(code: HTMLElement, begin: number): Token[] {
  const tokens: Token[] = [];
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  for (let from = begin; walker.nextNode();) {
    const { length } = walker.currentNode.nodeValue!;
    const { className } = walker.currentNode.parentElement!;
    if (/^tok-/.test(className)) tokens.push({ from, to: from + length, name: className });
    from += length;
  }
  return tokens;
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
