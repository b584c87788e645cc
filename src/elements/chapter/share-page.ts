import type { CellChange } from "../../edits/changes.ts";
import { maxLinkLength, shareHash } from "../../edits/share-link.ts";
import type { CodeCell } from "../cell/code-cell.ts";
import { copyField } from "../base/copy-field.ts";
import { pageNotice } from "../base/page-notice.ts";

/** What the reader has changed on this page, in order. */
export function pageChanges(): CellChange[] {
  return [...document.querySelectorAll<CodeCell>("code-cell:defined")].flatMap((cell) => {
    const { cellId: id, source, original, inputs } = cell;
    const isSet = Object.keys(inputs).length > 0;
    if (source === original && !isSet) return [];
    return [{ id, ...(source === original ? {} : { source }), ...(isSet ? { inputs } : {}) }];
  });
}

/** Puts a link to the page as the reader has changed it on the clipboard. */
export async function shareLink(): Promise<void> {
  const changes = pageChanges();
  if (changes.length === 0) {
    return pageNotice("No cell is changed, so the address of this page is the link.");
  }
  const link = `${location.origin}${location.pathname}#${await shareHash(changes)}`;
  if (link.length > maxLinkLength) {
    const download = () => document.dispatchEvent(new CustomEvent("download-chapter"));
    const kilobytes = (link.length / 1000).toFixed(1);
    const why = `Your changes are too long for a link: ${kilobytes} kB, where many programs cut addresses at ${maxLinkLength / 1000}.`;
    return pageNotice(`${why} A file has room for them.`, [{ label: "Download a file", run: download }]);
  }
  const cells = changes.length === 1 ? "one changed cell" : `${changes.length} changed cells`;
  const size = link.length < 1000 ? `${link.length} characters` : `${(link.length / 1000).toFixed(1)} kB`;
  pageNotice(
    (await copied(link))
      ? `A link with ${cells} is on the clipboard (${size}). It runs nothing by itself.`
      : `The browser did not allow copying. This is the link, with ${cells}:`,
    [],
    copyField(link, "Link"),
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
