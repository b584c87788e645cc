import { type Explanation, rewardParts } from "mini-rlhf/labeler/reward-parts";
import { TONES } from "mini-rlhf/world/tones";
import { crewScore } from "../../labeler/other-judges.ts";
import { featureWords } from "../../labeler/taste-words.ts";
import { numberText } from "../../notebook/output/number-text.ts";
import type { LabelerSession } from "./labeler-session.ts";
import { SessionPart } from "./session-part.ts";
import { tableRow } from "./table-row.ts";
import { scrollStop } from "../base/scroll-focusable.ts";
import { shownAnswer, shownPrompt } from "../../labeler/shown-words.ts";

/**
 * The reward that was learned, beside the crew's: what each part of it says of the answers to a prompt
 * (src/components/labeler/LabelerReward.astro).
 */
export class LabelerReward extends SessionPart {
  protected override begin({ deck }: LabelerSession): void {
    scrollStop(this.querySelector(".scroll")!, "The reward, part by part");
    this.#select.replaceChildren(...deck.prompts.map(({ prompt }) => new Option(shownPrompt(prompt))));
  }

  protected override show(session: LabelerSession): void {
    const { deck, taste, labeling } = session;
    this.#select.onchange = () => this.show(session);
    const { prompt, answers } = deck.prompts[this.#select.selectedIndex]!;
    const explain = rewardParts(deck.scorer, taste);
    const rows = TONES.flatMap((tone) => answers.find((answer) => answer.tone === tone) ?? [])
      .map(({ text, features }) => ({ text, crew: crewScore(deck, prompt, text), own: explain(features) }))
      .sort((a, b) => b.own.total - a.own.total);
    this.querySelector("tbody")!.replaceChildren(
      ...rows.map(({ text, crew, own }) => row(shownAnswer(text), crew, own)),
    );
    this.toggleAttribute("data-empty", labeling.judgements.length === 0);
  }

  get #select(): HTMLSelectElement {
    return this.querySelector("select")!;
  }
}

function row(text: string, crew: number, { crew: within, parts, total }: Explanation): HTMLElement {
  return tableRow(text, signed(crew), signed(within), signed(total - within), reasons(parts), signed(total));
}

/** The two features that count most in the reader's part. */
function reasons(parts: Explanation["parts"]): string {
  return parts
    .filter(({ value }) => Math.abs(value) >= 0.05)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, 2)
    .map(({ name, value }) => `${featureWords(name)} ${signed(value)}`)
    .join(", ");
}

/** With its sign, but for nothing. */
function signed(value: number): string {
  const text = numberText(value, { digits: 2 });
  return Number(text) === 0 ? "0" : value > 0 ? `+${text}` : text;
}

customElements.define("labeler-reward", LabelerReward);
