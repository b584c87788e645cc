import { gatherAddresses } from "../../edits/gather-addresses.ts";
import { isBooks } from "../cell/changed-cells.ts";
import { LoadProblem } from "../base/lazy.ts";

/**
 * What is put right before a page's cells begin: edits under another address of the page; and cells that
 * a translator was quicker with, so that a translation would be taken for code.
 */
export async function putRight(translated: HTMLElement[]): Promise<void> {
  gatherAddresses();
  if (translated.length > 0) await restoreCode(translated);
}

/** The book's own code, from the page as the server has it. */
async function restoreCode(cells: HTMLElement[]): Promise<void> {
  const page = await serversPage();
  for (const cell of cells) {
    const own = page.querySelector<HTMLElement>(`code-cell[data-cell="${cell.dataset.cell}"]`);
    if (!own || own.dataset.hash !== cell.dataset.hash || !isBooks(own)) throw new LoadProblem("edition");
    cell.querySelector(".cell-paper")!.replaceWith(document.importNode(own.querySelector(".cell-paper")!, true));
  }
}

function serversPage(): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.pathname);
    request.responseType = "document";
    request.onload = () => (request.responseXML ? resolve(request.responseXML) : reject(new LoadProblem("withheld")));
    request.onerror = () => reject(new LoadProblem("offline"));
    request.send();
  });
}
