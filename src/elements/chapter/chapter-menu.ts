import type { MenuItem } from "../base/button-menu.ts";
import type { CodeCell } from "../cell/code-cell.ts";
import { restartNotebook } from "../run/notebook.ts";
import { storageKeys, writeText } from "../../edits/storage.ts";
import { lazily } from "../base/lazy.ts";

/**
 * What can be done with a whole chapter: share and keep what the reader has changed, begin anew. The
 * code for it is loaded when it is asked for. `say` tells in a word that it is done.
 */
export function chapterMenu(say: (text: string) => void): MenuItem[] {
  return [
    showAll(true),
    showAll(false),
    {
      label: "Copy a link to my version",
      hint: "Changed cells and inputs travel in the address; they run only when somebody presses Run",
      run: () =>
        lazily(
          () => import("./share-page.ts"),
          (page) => page.shareLink(),
        ),
    },
    {
      label: "Download as TypeScript",
      hint: "One .ts file that runs in Node",
      run: downloadScript,
    },
    {
      label: "Download as a notebook",
      hint: "An .ipynb file with the text, for Jupyter with Deno",
      run: () =>
        lazily(
          () => import("./chapter-files.ts"),
          (page) => page.downloadNotebook(),
        ),
    },
    {
      label: "Open a file",
      hint: "Puts a downloaded .ts or .ipynb back into the cells",
      run: () =>
        lazily(
          () => import("./chapter-files.ts"),
          (page) => page.openFile(),
        ),
    },
    ...beginnings(say),
  ];
}

/** The reader's models, and ways to begin anew. */
function beginnings(say: (text: string) => void): MenuItem[] {
  return [
    {
      label: "My models",
      hint: "What you have trained and kept: list, download, delete",
      run: myModels,
    },
    {
      label: "Restart the notebook",
      hint: "Ends what runs and frees all memory; texts and outputs stay",
      run: () => void restartNotebook().then(() => say("restarted")),
    },
    {
      label: "Reset this chapter",
      hint: "Your edits here go; the book’s text and outputs come back",
      run: () => mayResetChapter() && reset(say),
    },
    {
      label: "Reset everything",
      hint: "Your edits in all chapters go",
      run: () => {
        if (!confirm("Give up your edits in all chapters of the book? They cannot be brought back.")) return;
        forgetAllEdits();
        reset(say);
      },
    },
  ];
}

function showAll(isOpen: boolean): MenuItem {
  return {
    label: isOpen ? "Show all code of this page" : "Fold all code of this page",
    hint: isOpen ? "Every cell with its code, for those who read that first" : "Pictures and controls, code at a touch",
    run: () => cellElements().forEach((cell) => cell.showCode(isOpen)),
  };
}

export function myModels(): void {
  lazily(
    () => import("./my-models.ts"),
    (page) => page.showMyModels(),
  );
}

export function downloadScript(): void {
  lazily(
    () => import("./chapter-files.ts"),
    (page) => page.downloadScript(),
  );
}

function mayResetChapter(): boolean {
  const changed = cellElements().filter((cell) => cell.hasAttribute("data-changed")).length;
  return (
    changed === 0 || confirm(`Give up your text in ${changed === 1 ? "one cell" : `${changed} cells`} of this chapter?`)
  );
}

function reset(say: (text: string) => void): void {
  void restartNotebook();
  for (const cell of cellElements()) cell.reset();
  say("reset");
}

function cellElements(): CodeCell[] {
  return [...document.querySelectorAll<CodeCell>("code-cell:defined")];
}

/** All that the reader has changed in any chapter: texts and inputs. */
function forgetAllEdits(): void {
  for (const key of storageKeys(/^mini-rlhf:(edit|inputs):/)) writeText(key, null);
}
