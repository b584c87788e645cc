import type { StorageTrouble } from "./cell-edits.ts";
import { pageNoticeOnce } from "./page-notice.ts";

const words: Record<StorageTrouble, string> = {
  full: "This browser’s storage for the site is full. What you change from now on is lost at the next reload.",
  blocked:
    "This browser keeps nothing for this site, perhaps because the window is a private one. " +
    "Everything works, but what you change is lost at the next reload.",
};

/** Said once; the way out is a file. */
export function tellTrouble(trouble: StorageTrouble): void {
  const save = () => document.dispatchEvent(new CustomEvent("download-chapter"));
  const actions = document.querySelector("run-all") ? [{ label: "Download the chapter", run: save }] : [];
  pageNoticeOnce(trouble, words[trouble], actions);
}
