import { readQuestion } from "../../../snippets/world/typed-question.ts";
import { keptTraining } from "../../labeler/kept-training.ts";
import { models } from "../../labeler/models.ts";
import { tellFailure } from "../base/lazy.ts";
import { unknownWords } from "../page/ask-own.ts";
import { scrollStop } from "../base/scroll-focusable.ts";
import { shownAnswer, shownPrompt } from "../../labeler/shown-words.ts";
import { trainer } from "./trainer.ts";

/** Asks the model of the reader and those before it the same (src/components/labeler/LabelerChat.astro). */
export class LabelerChat extends HTMLElement {
  #asked = 0;

  connectedCallback(): void {
    scrollStop(this.querySelector(".scroll")!, "Answers");
    const form = this.querySelector("form")!;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#ask(new FormData(form).get("question") as string);
    });
    this.addEventListener("click", ({ target }) => {
      const offered = (target as Element).closest<HTMLButtonElement>("[data-question]");
      if (offered) void this.#ask(offered.dataset.question!);
    });
  }

  async #ask(typed: string): Promise<void> {
    const { text, unknown } = readQuestion(typed);
    if (text === "") return this.#say("Type a question first, such as: where does the fox live?");
    if (unknown.length > 0) return this.#say(unknownWords(unknown));
    this.#say("The models answer …");
    try {
      const hasOwn = (await keptTraining()) !== null || trainer().hasModel;
      const names = models.filter((name) => name !== "yours" || hasOwn);
      const answers = await trainer().ask([`ask: ${text}`], names, ++this.#asked);
      this.#show(`ask: ${text}`, answers);
      this.#say(hasOwn ? "" : "Yours is missing: it answers when you have trained it above.");
    } catch (error) {
      this.#say("");
      tellFailure(error);
    }
  }

  #show(prompt: string, answers: Record<string, string[]>): void {
    const template = this.querySelector("template")!.content.firstElementChild!;
    const row = template.cloneNode(true) as HTMLElement;
    row.querySelector("th")!.textContent = shownPrompt(prompt);
    for (const name of models)
      row.querySelector(`.${name}`)!.textContent = answers[name] ? shownAnswer(answers[name][0]!) : "–";
    this.querySelector("table")!.hidden = false;
    this.querySelector("tbody")!.prepend(row);
  }

  #say(text: string): void {
    this.querySelector(".state")!.textContent = text;
  }
}

customElements.define("labeler-chat", LabelerChat);
