import { TONES } from "mini-rlhf/world/tones";
import { testPrompts } from "../../labeler/blind-test.ts";
import { type BeforeAfter, beforeAfter } from "../../labeler/before-after.ts";
import { type ModelName, models } from "../../labeler/models.ts";
import { numberText } from "../../notebook/output/number-text.ts";
import { tellFailure } from "../base/lazy.ts";
import { tableRow } from "./table-row.ts";
import { trainer } from "./trainer.ts";

/** How many prompts each model answers. */
const asked = 120;

/**
 * What the reader's model does on prompts that it was not trained on, beside the SFT model and PPO on the
 * crew's taste alone: so one sees what is one's own (src/components/labeler/LabelerReport.astro).
 */
export class LabelerReport extends HTMLElement {
  connectedCallback(): void {
    this.ownerDocument.addEventListener("policy-trained", () => void this.#measure());
  }

  async #measure(): Promise<void> {
    this.#say(`The three models answer ${asked} prompts …`);
    try {
      const prompts = testPrompts(asked, 1);
      const answers = (await trainer().ask(prompts, models, 1)) as Record<ModelName, string[]>;
      this.#show(beforeAfter(prompts, answers));
      this.#say(`Each model answered ${asked} prompts that nobody was trained on.`);
    } catch (error) {
      this.#say("");
      tellFailure(error);
    }
  }

  #show({ worth, gained, lost }: BeforeAfter): void {
    const percent = (share: number): string => numberText(share, { percent: true });
    const rows: [string, ...string[]][] = [
      ...TONES.map((tone): [string, ...string[]] => [tone, ...models.map((name) => percent(worth[name].tones[tone]))]),
      ["right", ...models.map((name) => percent(worth[name].correct))],
      ["with something false", ...models.map((name) => percent(worth[name].false))],
      ["words per answer", ...models.map((name) => numberText(worth[name].words, { digits: 1 }))],
      ["gold, the Burrow’s rubric", ...models.map((name) => numberText(worth[name].gold, { digits: 2 }))],
    ];
    this.querySelector("tbody")!.replaceChildren(...rows.map((cells) => tableRow(...cells)));
    this.querySelector(".gained")!.textContent = gained.map(({ word }) => word).join(", ") || "none";
    this.querySelector(".lost")!.textContent = lost.map(({ word }) => word).join(", ") || "none";
    this.toggleAttribute("data-measured", true);
  }

  #say(text: string): void {
    this.querySelector(".state")!.textContent = text;
  }
}

customElements.define("labeler-report", LabelerReport);
