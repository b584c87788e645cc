import type { LabelerClass } from "./class-table.ts";
import "./class-table.ts";
import { lazily } from "../base/lazy.ts";
import { labelerSession } from "./labeler-session.ts";

/** The class hears of the reader's own cards, and of each new one. */
for (const part of document.querySelectorAll<LabelerClass>("labeler-class"))
  lazily(labelerSession, (session) => {
    const tell = (): void => void (part.judgements = session.labeling.judgements);
    part.deck = session.deck;
    session.addEventListener("change", tell);
    tell();
  });
