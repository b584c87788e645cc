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
  ];
}

function load(task: () => Promise<void>): void {
  task().catch((error: unknown) => {
    const detail = error instanceof Error ? ` (${error.message})` : "";
    pageNotice(`That did not work${detail}. Is the network connection there?`);
  });
}
