import { isShareHash, LinkProblem, readShareHash } from "../../edits/share-link.ts";
import type { CellChange } from "../../edits/changes.ts";
import { type CellView, cellViews } from "../state/cell-view.ts";
import { pageNotice } from "../base/page-notice.ts";

/** Shows what the address brings with it, cell by cell. Nothing runs, and nothing is kept. */
export async function showLinkedCells(): Promise<void> {
  if (!isShareHash(location.hash)) return;
  try {
    const changes = await readShareHash(location.hash);
    await customElements.whenDefined("code-cell");
    tell(changes, offerAll(changes));
  } catch (error) {
    if (!(error instanceof LinkProblem)) throw error;
    pageNotice(error.message);
  }
}

interface Offered {
  /** cells that show something else now */
  shown: (HTMLElement & CellView)[];
  unknown: string[];
}

function offerAll(changes: CellChange[]): Offered {
  const cells = new Map(cellViews().map((cell) => [cell.cellId, cell]));
  const known = changes.filter(({ id }) => cells.has(id));
  const shown = known.filter((change) => cells.get(change.id)!.offer(change));
  return {
    shown: shown.map(({ id }) => cells.get(id)!),
    unknown: changes.filter(({ id }) => !cells.has(id)).map(({ id }) => id),
  };
}

function tell(changes: CellChange[], { shown, unknown }: Offered): void {
  const lost =
    unknown.length === 0
      ? ""
      : ` ${count(unknown.length)} of the link ${unknown.length === 1 ? "is" : "are"} not in this chapter.`;
  if (unknown.length === changes.length) {
    return pageNotice("This link is about cells that this chapter does not have. Nothing was changed.");
  }
  if (shown.length === 0) {
    history.replaceState(null, "", location.pathname + location.search);
    return pageNotice(`What this link brings is what you have already.${lost}`);
  }
  const show = () => {
    shown[0]!.scrollIntoView({ block: "center" });
    shown[0]!.querySelector<HTMLElement>(".cell-run")?.focus({ preventScroll: true });
  };
  const verb = shown.length === 1 ? "shows" : "show";
  const text = `${count(shown.length)} ${verb} code from a link. None of it has run, and your own text is safe.${lost} ${trust}`;
  pageNotice(text, [{ label: shown.length === 1 ? "Go to it" : "Go to the first", run: show }]);
}

/** What a cell can do, whoever wrote it (layouts/Book.astro has the policy that holds it). */
const trust =
  "Run only what comes from somebody you trust. Code in a cell can send nothing to anybody, but it can read the text of " +
  "this page’s cells, read, change or delete the models that you keep here, alter what other cells compute, and keep your " +
  "processor busy.";

function count(cells: number): string {
  return cells === 1 ? "1 cell" : `${cells} cells`;
}
