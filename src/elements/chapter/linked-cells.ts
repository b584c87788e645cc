import { isShareHash, LinkProblem, readShareHash, shareHash } from "../../edits/share-link.ts";
import type { CellChange } from "../../edits/changes.ts";
import { type CellView, cellViews } from "../state/cell-view.ts";
import { type NoticeAction, pageNotice } from "../base/page-notice.ts";
import { departures } from "./moved-parts.ts";

/** Shows what the address brings with it, cell by cell. Nothing runs, and nothing is kept. */
export async function showLinkedCells(): Promise<void> {
  if (!isShareHash(location.hash)) return;
  try {
    const changes = await readShareHash(location.hash);
    await customElements.whenDefined("code-cell");
    const { here, elsewhere } = await sorted(changes);
    // What is all about cells of one other page is for that page.
    if (here.length === 0 && elsewhere.length === 1) return location.replace(elsewhere[0]!.address);
    if (here.length > 0) tell(here, offerAll(here));
    if (elsewhere.length > 0) tellElsewhere(elsewhere);
  } catch (error) {
    if (!(error instanceof LinkProblem)) throw error;
    pageNotice(error.message);
  }
}

/** Changes of cells that stand on another page now. */
interface Elsewhere {
  title: string;
  cells: number;
  /** of that page, with these changes */
  address: string;
}

async function sorted(changes: CellChange[]): Promise<{ here: CellChange[]; elsewhere: Elsewhere[] }> {
  const there = new Set(cellViews().map(({ cellId }) => cellId));
  const away = departures().map(({ to, title, cells }) => ({
    ...{ to, title },
    changes: changes.filter(({ id }) => !there.has(id) && cells.includes(id)),
  }));
  const gone = new Set(away.flatMap((one) => one.changes));
  const elsewhere = away
    .filter((one) => one.changes.length > 0)
    .map(async ({ to, title, changes }) => ({
      ...{ title, cells: changes.length },
      address: `${to}#${await shareHash(changes)}`,
    }));
  return { here: changes.filter((one) => !gone.has(one)), elsewhere: await Promise.all(elsewhere) };
}

function tellElsewhere(elsewhere: Elsewhere[]): void {
  const total = elsewhere.reduce((sum, { cells }) => sum + cells, 0);
  const actions = elsewhere.map(({ title, address }): NoticeAction => ({
    label: `Open “${title}”`,
    run: () => location.assign(address),
  }));
  const [where, verb] = [elsewhere.length === 1 ? "another chapter" : "other chapters", total === 1 ? "is" : "are"];
  pageNotice(`${count(total)} of the link ${verb} in ${where} now.`, actions);
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
