import { recover } from "../../edits/journal.ts";
import { storageKey } from "../../edits/storage.ts";
import { cellViews } from "../state/cell-view.ts";

/** After the browser was killed: the cells show again what the reader had written last. */
export async function recoverTexts(): Promise<void> {
  const keys = await recover();
  for (const cell of cellViews()) {
    const own = [storageKey("edit", cell.cellId), storageKey("inputs", cell.cellId)];
    if (keys.some((key) => own.includes(key))) cell.restore();
  }
  if (keys.includes(storageKey("left-over"))) (await import("./left-over.ts")).showLeftOver();
}
