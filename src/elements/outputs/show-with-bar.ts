/** Room that is left at the edge of the window. */
const edge = 8;

/**
 * Who presses Run wants to see what comes. Where the bar with the button is in view and the outputs are
 * not, the page moves as far as both can be seen; whoever has gone elsewhere is left alone.
 */
export function showWithBar(box: HTMLElement): void {
  const bar = box.parentElement?.querySelector(".cell-bar");
  if (box.hidden || !bar?.matches(":hover, :focus-within")) return;
  const top = scrollNeeded(bar.getBoundingClientRect(), box.getBoundingClientRect(), innerHeight);
  if (top !== 0) scrollBy({ top });
}

interface Place {
  top: number;
  bottom: number;
}

/** By how much to scroll, in px: down to the outputs' end, up to their beginning, and never past the bar. */
export function scrollNeeded(bar: Place, outputs: Place, height: number): number {
  if (bar.bottom <= 0 || bar.top >= height) return 0;
  const isBelow = outputs.top >= bar.top;
  if (isBelow) return Math.max(0, Math.min(outputs.bottom + edge - height, bar.top - edge));
  return Math.min(0, Math.max(outputs.top - edge, bar.bottom + edge - height));
}
