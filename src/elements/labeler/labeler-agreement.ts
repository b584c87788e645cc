import { hasCard } from "mini-rlhf/labeler/taste-of";
import type { PairAgreement } from "mini-rlhf/labeler/agreement";
import { type AgreementRow, agreementRows } from "../../labeler/other-judges.ts";
import { numberText } from "../../notebook/output/number-text.ts";
import type { LabelerSession } from "./labeler-session.ts";
import { SessionPart } from "./session-part.ts";

/**
 * How far the reader agrees with themselves, with the crew and its reward model, and with gold, beside
 * what the paper found (src/components/labeler/LabelerAgreement.astro).
 */
export class LabelerAgreement extends SessionPart {
  protected override show(session: LabelerSession): void {
    const mine = session.labeling.judgements.filter((judgement) => hasCard(session.deck, judgement));
    this.toggleAttribute("data-empty", mine.length === 0);
    if (mine.length === 0) return;
    for (const row of agreementRows(mine, session.deck)) this.#fill(row);
  }

  #fill({ with: name, measured }: AgreementRow): void {
    const row = this.querySelector(`[data-with="${name}"]`)!;
    row.querySelector(".share")!.textContent = measured ? percent(measured.value) : "–";
    row.querySelector(".interval")!.textContent = measured
      ? `${percent(measured.low)} to ${percent(measured.high)}`
      : "";
    row.querySelector(".of")!.textContent = measured ? pairsOf(measured) : nothingYet[name];
  }
}

const nothingYet: Record<AgreementRow["with"], string> = {
  yourself: "no card has come twice yet",
  "the crew’s labelers": "no pair was told apart",
  "the crew’s reward model": "no pair was told apart",
  gold: "no pair was told apart",
};

function pairsOf({ alike, pairs }: PairAgreement): string {
  return `${alike} of ${pairs} pairs`;
}

function percent(share: number): string {
  return numberText(share, { percent: true });
}

customElements.define("labeler-agreement", LabelerAgreement);
