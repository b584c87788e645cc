/** Before a page's cells begin: an old link is led on, and what was written in cells that came here is kept here. */
import { moveCells } from "../../edits/move-cells.ts";
import { arrivals, departures, placeNow } from "./moved-parts.ts";

moveCells(arrivals());
forward();
addEventListener("hashchange", forward);

/** What is on the page is where it was. */
function forward(): void {
  const id = fragment();
  const place = id && !document.getElementById(id) && placeNow(id, departures());
  if (place) location.replace(place);
}

function fragment(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}
