/** The class's part of a page has the reader's own rankings, and the deck, from the session that all parts share. */
import { lazily } from "../base/lazy.ts";
import type { LabelerClass } from "./class-table.ts";
import { type LabelerSession, labelerSession } from "./labeler-session.ts";
import "./class-table.ts";

/** Hands over what there is, now and after every change. */
export function joinClass(element: LabelerClass, session: LabelerSession): void {
  element.deck = session.deck;
  const hand = (): void => {
    element.judgements = session.labeling.judgements;
  };
  session.addEventListener("change", hand);
  hand();
}

lazily(labelerSession, (session) => {
  for (const element of document.querySelectorAll<LabelerClass>("labeler-class")) joinClass(element, session);
});
