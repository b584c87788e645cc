import { recover } from "../keeping/journal.ts";
import { keptKey } from "../keeping/storage.ts";
import type { CodeCell } from "./code-cell.ts";

/** After the browser was killed: the cells show again what the reader had written last. */
export async function recoverTexts(): Promise<void> {
  const keys = await recover();
  for (const cell of document.querySelectorAll<CodeCell>("code-cell:defined")) {
    const own = [keptKey("edit", cell.cellId), keptKey("inputs", cell.cellId)];
    if (keys.some((key) => own.includes(key))) cell.restore();
  }
  if (keys.includes(keptKey("left-over"))) (await import("./left-over.ts")).showLeftOver();
}
