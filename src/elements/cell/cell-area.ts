/**
 * The plain editor: a transparent text area over the coloured code. It stands in until the real
 * one has arrived, and for it where that never comes.
 */
export function createCellArea(source: string, label: string): HTMLTextAreaElement {
  const area = document.createElement("textarea");
  area.className = "cell-area";
  area.value = source;
  area.spellcheck = false;
  area.wrap = "off";
  area.rows = 1;
  area.setAttribute("autocomplete", "off");
  area.setAttribute("autocapitalize", "off");
  area.setAttribute("autocorrect", "off");
  area.setAttribute("aria-label", label);
  area.addEventListener("keydown", (event) => indentLikeAbove(event, area));
  return area;
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
