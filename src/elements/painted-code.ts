import type { Token } from "./editor/line-tokens.ts";

/** The coloured pieces of a text that the page shows. */
export function paintedTokens(code: HTMLElement): Token[] {
  const tokens: Token[] = [];
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  for (let from = 0; walker.nextNode(); ) {
    const { length } = walker.currentNode.nodeValue!;
    const { className } = walker.currentNode.parentElement!;
    if (/^tok-/.test(className)) tokens.push({ from, to: from + length, name: className });
    from += length;
  }
  return tokens;
}

/** Which character of a text is drawn at a place on the screen, or null beside it. */
export function offsetAt(code: HTMLElement, x: number, y: number): number | null {
  const hit = caretAt(x, y);
  if (!hit || !code.contains(hit.node)) return null;
  const range = document.createRange();
  range.setStart(code, 0);
  range.setEnd(hit.node, hit.offset);
  return range.toString().length;
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
