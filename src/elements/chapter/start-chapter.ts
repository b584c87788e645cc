/**
 * Begins a page with cells: puts right what must be right before they begin, defines them, and says
 * what was left from the last time. What all of this needs is loaded only where there is something.
 */
import { hasOddAddresses, storageKey, readText } from "../../edits/storage.ts";
import { lazily, lazy, tellFailure } from "../base/lazy.ts";
import { hasSecondCopy, watchStorage } from "../base/watch-storage.ts";
import { changedCells } from "../cell/changed-cells.ts";
import { CodeCell } from "../cell/code-cell.ts";

watchStorage();
void begin();
void recoverTexts().catch(() => {});
readAddress();
addEventListener("hashchange", readAddress);
tellWhatWasLeft();

/** Seldom is there something to put right. */
async function begin(): Promise<void> {
  if (changedCells().length > 0 || hasOddAddresses()) {
    const page = await lazy(() => import("./put-right.ts")).catch(tellFailure);
    await page?.putRight(changedCells()).catch(tellFailure);
  }
  if (changedCells().length === 0) customElements.define("code-cell", CodeCell);
}

async function recoverTexts(): Promise<void> {
  if (await hasSecondCopy()) await (await import("./recovered-texts.ts")).recoverTexts();
}

/** Code in the address is shown by what is loaded only then. */
function readAddress(): void {
  if (location.hash.startsWith("#shared="))
    lazily(
      () => import("./linked-cells.ts"),
      (page) => page.showLinkedCells(),
    );
}

/** That the browser ended the page while a cell ran, a training that can go on, and texts that no cell had a place for. */
function tellWhatWasLeft(): void {
  if (readText(storageKey("running")))
    lazily(
      () => import("../run/crash-report.ts"),
      (page) => page.tellEnd(),
    );
  if (readText(storageKey("training")))
    lazily(
      () => import("../run/left-training.ts"),
      (page) => page.offerTraining(),
    );
  if (readText(storageKey("left-over")))
    lazily(
      () => import("./left-over.ts"),
      (page) => page.showLeftOver(),
    );
}
