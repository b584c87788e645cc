import { isBooks } from "./changed-cells.ts";
import { LoadProblem } from "./lazy.ts";

/** Puts the book's own code back into cells that a translator has changed, from the page as the server has it. */
export async function restoreCode(cells: HTMLElement[]): Promise<void> {
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
