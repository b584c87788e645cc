import { type BlindPair, blindPairs, testPrompts, winRate } from "../../labeler/blind-test.ts";
import type { ModelName } from "../../labeler/models.ts";
import { numberText } from "../../notebook/output/number-text.ts";
import { tellFailure } from "../base/lazy.ts";
import { shownAnswer, shownPrompt } from "../../labeler/shown-words.ts";
import { trainer } from "./trainer.ts";

const most = 10;

/** What somebody is asked: who has trained it looks for their own, a friend says which they prefer. */
type Question = "which is yours" | "which is better";

/**
 * A blind test: answers of the reader's model beside another's, places drawn, nothing told before the
 * last is chosen (src/components/labeler/LabelerBlind.astro).
 */
export class LabelerBlind extends HTMLElement {
  #pairs: BlindPair[] = [];
  #chosen: (0 | 1 | null)[] = [];
  #question: Question = "which is yours";
  #seed = 0;

  connectedCallback(): void {
    this.addEventListener("click", ({ target }) => this.#click((target as Element).closest("button")));
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  #click(button: HTMLButtonElement | null): void {
    if (!button) return;
    const { begin, place } = button.dataset;
    if (begin) void this.#begin(begin as Question);
    else if (place) this.#choose(place === "none" ? null : (Number(place) as 0 | 1));
  }

  #key(event: KeyboardEvent): void {
    if (!this.hasAttribute("data-asking") || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = { ArrowLeft: 0, ArrowRight: 1, "1": 0, "2": 1, s: null }[event.key];
    if (place === undefined) return;
    event.preventDefault();
    this.#choose(place as 0 | 1 | null);
  }

  async #begin(question: Question): Promise<void> {
    this.#question = question;
    this.#seed += 1;
    this.#say("The models answer …");
    const against = this.querySelector("select")!.value as ModelName;
    try {
      const prompts = testPrompts(3 * most, this.#seed);
      const answers = await trainer().ask(prompts, ["yours", against], this.#seed);
      this.#pairs = blindPairs(prompts, answers.yours!, answers[against]!, this.#seed, most);
      this.#chosen = [];
      this.#next();
    } catch (error) {
      this.#say("");
      tellFailure(error);
    }
  }

  #choose(place: 0 | 1 | null): void {
    if (!this.hasAttribute("data-asking")) return;
    this.#chosen.push(place);
    this.#next();
  }

  #next(): void {
    const pair = this.#pairs[this.#chosen.length];
    this.toggleAttribute("data-asking", pair !== undefined);
    if (!pair) return this.#end();
    this.#say(`${this.#chosen.length + 1} of ${this.#pairs.length}`);
    this.querySelector(".asked")!.textContent = shownPrompt(pair.prompt);
    this.querySelector(".which")!.textContent =
      this.#question === "which is yours" ? "Which one is your model’s?" : "Which answer is better?";
    pair.answers.forEach((text, i) => {
      this.querySelector(`[data-place="${i}"] .text`)!.textContent = shownAnswer(text);
    });
    this.querySelector<HTMLElement>(".pair")!.focus({ preventScroll: true });
  }

  #end(): void {
    if (this.#pairs.length === 0) return this.#say("The two models gave the same answers to all prompts.");
    const rate = winRate(this.#pairs, this.#chosen);
    if (!rate) return this.#say("You passed all of them.");
    const { wins, count, low, high } = rate;
    const percent = (share: number): string => numberText(share, { percent: true });
    const interval = `${percent(wins / count)}, 95 % interval ${percent(low)} to ${percent(high)}; a coin has 50 %`;
    this.#say(
      this.#question === "which is yours"
        ? `You found your own ${wins} times of ${count} (${interval}).`
        : `Your model’s answer was preferred ${wins} times of ${count} (${interval}).`,
    );
    this.querySelector<HTMLButtonElement>("[data-begin]")!.focus({ preventScroll: true });
  }

  #say(text: string): void {
    this.querySelector(".state")!.textContent = text;
  }
}

customElements.define("labeler-blind", LabelerBlind);
