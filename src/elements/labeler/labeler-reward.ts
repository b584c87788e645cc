import { type Explanation, rewardParts } from "mini-rlhf/labeler/reward-parts";
import { TONES } from "mini-rlhf/world/tones";
import { crewScore } from "../../labeler/other-judges.ts";
import { featureWords } from "../../labeler/taste-words.ts";
import { lazily } from "../base/lazy.ts";
import { type LabelerSession, labelerSession } from "./labeler-session.ts";
import { scrollStop } from "../base/scroll-focusable.ts";
import { shownAnswer, shownPrompt } from "./shown-words.ts";

/**
 * The reward that was learned, beside the crew's: what each part of it says of the answers to a prompt
 * (src/components/labeler/LabelerReward.astro).
 */
export class LabelerReward extends HTMLElement {
  #session: LabelerSession | null = null;

  connectedCallback(): void {
    if (this.#session) return;
    scrollStop(this.querySelector(".scroll")!, "The reward, part by part");
    lazily(labelerSession, (session) => {
      this.#session = session;
      const { prompts } = session.deck;
      this.#select.replaceChildren(...prompts.map(({ prompt }) => new Option(shownPrompt(prompt))));
      this.#select.onchange = () => this.#show();
      session.addEventListener("change", () => this.#show());
      this.#show();
    });
  }

  #show(): void {
    const { deck, taste, labeling } = this.#session!;
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
  const made = document.createElement("tr");
  const yours = total - within;
  const cells = [signed(crew), signed(within), signed(yours), reasons(parts), signed(total)];
  made.append(
    Object.assign(document.createElement("th"), { scope: "row", textContent: text }),
    ...cells.map((words) => Object.assign(document.createElement("td"), { textContent: words })),
  );
  return made;
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

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return text === "0.00" ? "0" : `${value < 0 ? "−" : "+"}${text}`;
}

customElements.define("labeler-reward", LabelerReward);
