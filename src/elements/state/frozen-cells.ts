import type { FrozenCell } from "../../book/frozen.ts";
import type { CellView } from "./cell-view.ts";

/** By the cells' ids. */
export type FrozenCells = Record<string, Pick<FrozenCell, "outputs" | "kept" | "seconds">>;

const asked = new Map<string, Promise<FrozenCells>>();

function bookFile(file: string): Promise<FrozenCells> {
  const known = asked.get(file);
  if (known) return known;
  const coming = fetch(file).then((response) => response.json() as Promise<FrozenCells>);
  coming.catch(() => asked.delete(file));
  asked.set(file, coming);
  return coming;
}

/** What the book printed of the page's cells. Without it they run all the same. */
export async function frozenCells(views: Pick<CellView, "book">[]): Promise<FrozenCells> {
  const files = [...new Set(views.flatMap(({ book }) => book ?? []))];
  try {
    const found = await Promise.all(files.map(bookFile));
    return Object.assign({}, ...found) as FrozenCells;
  } catch {
    return {};
  }
}
