import { lazily } from "../base/lazy.ts";
import { type LabelerSession, labelerSession } from "./labeler-session.ts";

/** A part of the page that shows what follows from the reader's cards, and again after each of them. */
export abstract class SessionPart extends HTMLElement {
  #isAsked = false;

  connectedCallback(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    lazily(labelerSession, (session) => {
      this.begin(session);
      session.addEventListener("settled", () => this.show(session));
      this.show(session);
    });
  }

  /** Once, before it shows anything. */
  protected begin(_session: LabelerSession): void {}

  protected abstract show(session: LabelerSession): void;
}
