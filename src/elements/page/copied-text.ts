/**
 * What a reader copies from a page, so that it pastes right: a formula once and as TeX, a cell with the
 * imports that are folded away, notes of the margin behind the text and not in the middle of it.
 */

/** Of what else is copied, the browser makes the better text. */
const special = ".katex, .cell-fold, .margin-note";

const blocks =
  /^(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul|code-cell|predict-box|exercise-box)$/;

const silent = /^(?:script|style|template|button|svg|summary|math)$/;

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const isOwn = (event.target as Element | null)?.closest?.("input, textarea, .cm-editor");
  if (isOwn || !selection || selection.isCollapsed || selection.rangeCount === 0 || !event.clipboardData) return;
  const fragment = wholeRange(selection.getRangeAt(0)).cloneContents();
  if (!fragment.querySelector(special)) return;
  event.clipboardData.setData("text/plain", plainText(fragment));
  event.preventDefault();
});

/** A formula is copied as a whole; a cell's code, if its visible part is all there, from its first line. */
function wholeRange(selected: Range): Range {
  const range = selected.cloneRange();
  const [first, last] = [formulaAt(range.startContainer), formulaAt(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const code = elementAt(range.startContainer)?.closest(".cell-paper > pre");
  const fold = code?.parentElement?.querySelector<HTMLElement>(":scope > .cell-fold:not([hidden])");
  if (code && fold && isWhole(code, range)) range.setStartBefore(fold);
  return range;
}

function formulaAt(node: Node): Element | null {
  return elementAt(node)?.closest(".katex-display, .katex") ?? null;
}

function elementAt(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}

function isWhole(code: Element, range: Range): boolean {
  const all = document.createRange();
  all.selectNodeContents(code);
  const [before, behind] = [all.cloneRange(), all.cloneRange()];
  before.setEnd(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, all) >= 0) return before.toString().trim() === "";
  behind.setStart(range.endContainer, range.endOffset);
  return `${before.toString()}${behind.toString()}`.trim() === "";
}

/** A part of a page as plain text. */
export function plainText(root: DocumentFragment | Element): string {
  const notes: string[] = [];
  const text = textOf(root, false, notes);
  return tidy([text, ...notes].join("\n\n"));
}

/** In code, spaces and line ends count: they stand under other signs until the text is tidy. */
const [codeSpace, codeBreak] = ["\ue000", "\ue001"];

function tidy(text: string): string {
  const plain = text
    .replace(/\u200b/g, "")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return plain.replaceAll(codeSpace, " ").replaceAll(codeBreak, "\n");
}

function textOf(node: Node, isCode: boolean, notes: string[]): string {
  if (node instanceof Text) return isCode ? codeText(node.data) : node.data.replace(/\s+/g, " ");
  const element = node instanceof Element ? node : null;
  const name = element?.localName ?? "";
  if (element?.classList.contains("katex-display")) return `\n\n$$${texOf(element)}$$\n\n`;
  if (element?.classList.contains("katex")) return `$${texOf(element)}$`;
  if (silent.test(name) || element?.matches("[hidden], .visually-hidden, .line-number")) return "";
  if (name === "br") return "\n";
  const inner = [...node.childNodes].map((child) => textOf(child, isCode || name === "pre", notes)).join("");
  if (!element) return inner;
  if (element.matches(".cell-fold")) return inner.replace(/\n*$/, codeBreak);
  if (name === "pre") return `${element.previousElementSibling?.matches(".cell-fold") ? "" : "\n"}${inner}\n`;
  if (element.matches(".margin-note")) notes.push(inner);
  if (element.matches(".margin-note")) return "";
  if (/^t[dh]$/.test(name)) return `${inner.trim()}\t`;
  if (!blocks.test(name)) return inner;
  return spaced.test(name) ? `\n\n${inner}\n\n` : `\n${inner}\n`;
}

const spaced = /^(?:p|h[1-6]|code-cell|figure|table)$/;

function codeText(text: string): string {
  return text.replace(/ /g, codeSpace).replace(/\n/g, codeBreak);
}

function texOf(formula: Element): string {
  return formula.querySelector("annotation")?.textContent.trim() ?? "";
}
