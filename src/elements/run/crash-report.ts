import { cellViews } from "../state/cell-view.ts";
import { endedWith } from "./crash-marker.ts";

const why =
  "The browser ended this page while the cell ran: it may have needed more memory than there is. Your text is kept.";

/** The cell that ran when the browser ended this page says so. */
export async function tellEnd(): Promise<void> {
  const cell = await endedWith();
  cellViews()
    .find(({ cellId }) => cellId === cell)
    ?.handle({ type: "failed", why });
}
