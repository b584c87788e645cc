import type { CellView } from "../state/cell-view.ts";

/** The cell of this name. Events of a run come at every move of a slider: to search the page at each would cost frames. */
export function cellView(id: string): (HTMLElement & CellView) | undefined {
  const cell = document.getElementById(`cell-${id}`);
  return cell?.matches("code-cell:defined") ? (cell as HTMLElement & CellView) : undefined;
}
