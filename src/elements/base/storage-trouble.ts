import { readText } from "../../edits/storage.ts";
import type { StorageTrouble } from "../../notebook/base/storage-trouble.ts";
import { copyField } from "./copy-field.ts";
import { pageNotice } from "./page-notice.ts";

const words: Record<StorageTrouble, string> = {
  full: "This browser’s storage for the site is full. What you change from now on is lost at the next reload.",
  blocked:
    "This browser keeps nothing for this site, perhaps because the window is a private one. " +
    "Everything works, but what you change is lost at the next reload.",
  broken: "This browser’s storage for the site is damaged. What you change from now on is lost at the next reload.",
  newer: "A newer edition of the book has written this browser’s storage. Reload the page to use it.",
};

const told = new Set<StorageTrouble>();

/** Said once; the way out is a file. */
export function tellStorageTrouble(trouble: StorageTrouble): void {
  const save = () => document.dispatchEvent(new CustomEvent("download-chapter"));
  const actions = document.querySelector("run-all") ? [{ label: "Download the chapter", run: save }] : [];
  if (!told.has(trouble)) pageNotice(words[trouble], actions);
  told.add(trouble);
}

/** Of what could not be read, nothing is lost: it can be copied here, and stays until the reader deletes it. */
export function tellBroken(key: string): void {
  const [, kind, place] = /^mini-rlhf:broken:(edit|inputs|left-over|labeling):(.*)$/s.exec(key) ?? [];
  if (kind === undefined) return;
  const what = brokenThings[kind as keyof typeof brokenThings];
  const text = `${what} (${place}) cannot be read any more. It is set aside in this browser as it was, under ${key}:`;
  pageNotice(text, [], copyField(readText(key) ?? "", "What is set aside"));
}

const brokenThings = {
  edit: "A text that you had written",
  inputs: "Inputs that you had set",
  "left-over": "What a file had too much",
  labeling: "What you had ranked",
};
