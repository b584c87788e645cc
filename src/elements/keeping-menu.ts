import type { MenuItem } from "./button-menu.ts";
import { pageNotice } from "./page-notice.ts";

/** Sharing what the reader has changed; the code for it is loaded when it is asked for. */
export function keepingItems(): MenuItem[] {
  return [
    {
      label: "Copy a link to my version",
      hint: "Changed cells and inputs travel in the address; they run only when somebody presses Run",
      run: () => load(async () => (await import("./share-page.ts")).shareLink()),
    },
    {
      label: "Download as TypeScript",
      hint: "One .ts file that runs in Node",
      run: downloadScript,
    },
    {
      label: "Download as a notebook",
      hint: "An .ipynb file with the text, for Jupyter with Deno",
      run: () => load(async () => (await import("./chapter-files.ts")).downloadNotebook()),
    },
    {
      label: "Open a file",
      hint: "Puts a downloaded .ts or .ipynb back into the cells",
      run: () => load(async () => (await import("./chapter-files.ts")).openFile()),
    },
    {
      label: "My models",
      hint: "What you have trained and kept: list, download, delete",
      run: myModels,
    },
  ];
}

export function myModels(): void {
  load(async () => (await import("./my-models.ts")).showMyModels());
}

export function downloadScript(): void {
  load(async () => (await import("./chapter-files.ts")).downloadScript());
}

function load(task: () => Promise<void>): void {
  task().catch((error: unknown) => {
    const detail = error instanceof Error ? ` (${error.message})` : "";
    pageNotice(`That did not work${detail}. Is the network connection there?`);
  });
}
