/** The class's part of a page has the reader's own rankings, and the deck, from the session that all parts share. */
import { lazily } from "../base/lazy.ts";
import type { LabelerClass, TrainEverybody } from "./class-table.ts";
import { type LabelerSession, labelerSession } from "./labeler-session.ts";
import type { LabelerTraining } from "./labeler-training.ts";
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

/** Where the page trains on the reader's rankings, it trains on everybody's, too. */
function train({ judgements }: TrainEverybody["detail"]): void {
  const training = document.querySelector<LabelerTraining>("labeler-training");
  lazily(
    () => import("./labeler-training.ts"),
    () => training?.trainOn(judgements),
  );
}

document.addEventListener("train-everybody", (event) => train((event as TrainEverybody).detail));

lazily(labelerSession, (session) => {
  for (const element of document.querySelectorAll<LabelerClass>("labeler-class")) joinClass(element, session);
});
