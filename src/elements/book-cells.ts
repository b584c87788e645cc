import type { FrozenCell } from "../frozen.ts";
import type { CellView } from "./cell-view.ts";

/** By the cells' ids. */
export type BookCells = Record<string, Pick<FrozenCell, "outputs" | "kept">>;

/** What the book printed of the page's cells. Without it they run all the same. */
export async function bookCells(views: CellView[]): Promise<BookCells> {
  const files = [...new Set(views.flatMap(({ book }) => book ?? []))];
  try {
    const found = await Promise.all(files.map(async (file) => (await fetch(file)).json()));
    return Object.assign({}, ...found) as BookCells;
  } catch {
    return {};
  }
}
