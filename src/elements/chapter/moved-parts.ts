/** What this page has given to other pages, and what it has from others (src/book/moves.ts). */
import type { Arrival } from "../../edits/move-cells.ts";

export interface Departure {
  /** the path of the page that has it now */
  to: string;
  title: string;
  cells: readonly string[];
  /** ids on the page; "old=new" where one is called otherwise now */
  anchors: readonly string[];
}

export function departures(): Departure[] {
  return listOf("away") as Departure[];
}

export function arrivals(): Arrival[] {
  return listOf("here") as Arrival[];
}

function listOf(name: "away" | "here"): unknown {
  return JSON.parse(document.querySelector<HTMLElement>(".moved-parts")?.dataset[name] ?? "[]");
}

/** Where the part of a page is now whose id was `id`; null if no page has taken it. */
export function placeNow(id: string, away: readonly Departure[]): string | null {
  const cell = /^(?:cell|code|predict-title|predict|exercise|title)-(.+)$/.exec(id)?.[1];
  for (const { to, cells, anchors } of away) {
    if (cell !== undefined && cells.includes(cell)) return `${to}#${id}`;
    const anchor = anchors.find((one) => one.split("=")[0] === id);
    if (anchor !== undefined) return `${to}#${anchor.split("=").at(-1)}`;
  }
  return null;
}
