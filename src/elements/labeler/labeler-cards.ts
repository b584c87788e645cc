import type { Card } from "mini-rlhf/labeler/judgement";
import { CardRanking } from "../../labeler/card-ranking.ts";
import { cardKey } from "../../labeler/card-keys.ts";
import { pageNotice } from "../base/page-notice.ts";
import { cards } from "../../labeler/counted-words.ts";
import { lazily } from "../base/lazy.ts";
import { DragOrder } from "../base/drag-order.ts";
import { type LabelerSession, labelerSession } from "./labeler-session.ts";
import { lastCard } from "./last-card.ts";
import { shownAnswer, shownPrompt } from "../../labeler/shown-words.ts";

const places = ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th"];

/**
 * One card after the other, to be ranked by tapping the answers in order, by number keys or by dragging;
 * a card of two is answered by one tap (src/components/labeler/LabelerCards.astro).
 */
export class LabelerCards extends HTMLElement {
  #session: LabelerSession | null = null;
  #ranking = new CardRanking(0);
  #shown: Card | null = null;

  connectedCallback(): void {
    if (this.#session) return;
    this.addEventListener("click", ({ target }) => this.#click(target as Element));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#part("select").addEventListener("change", () => this.#choose());
    new DragOrder(this.#part(".answers"), () => this.#dragged());
    document.addEventListener("visibilitychange", () => this.#session?.labeling.look());
    lazily(labelerSession, (session) => this.#begin(session));
  }

  #begin(session: LabelerSession): void {
    this.#session = session;
    session.addEventListener("change", () => this.#show());
    this.#show();
    this.toggleAttribute("data-ready", true);
  }

  /** Draws the card, unless it stands there already, half ranked perhaps. */
  #show(): void {
    const { labeling } = this.#session!;
    this.#part<HTMLSelectElement>("select").value = String(labeling.kept.answers);
    if (labeling.card !== this.#shown) this.#deal(labeling.card);
    this.#part(".head .number").textContent = `Card ${labeling.number}`;
    this.#part(".last").replaceChildren(...lastCard(this.#session!));
    this.#refresh();
  }

  #deal(card: Card | null): void {
    this.#shown = card;
    const answers = card?.answers ?? [];
    this.#ranking = new CardRanking(answers.length);
    this.toggleAttribute("data-pair", answers.length === 2);
    this.toggleAttribute("data-over", !card);
    this.#part(".prompt").textContent = card ? shownPrompt(card.prompt) : this.#session!.labeling.noCard;
    const template = this.#part<HTMLTemplateElement>("template").content.firstElementChild!;
    this.#part(".answers").replaceChildren(
      ...answers.map((text, index) => {
        const item = template.cloneNode(true) as HTMLElement;
        item.dataset.index = String(index);
        item.querySelector("kbd")!.textContent = String(index + 1);
        item.querySelector(".rank-text")!.textContent = shownAnswer(text);
        return item;
      }),
    );
  }

  #refresh(): void {
    const { isEmpty, isTying, isWhole, ranks } = this.#ranking;
    for (const item of this.#items) {
      const place = this.#ranking.placeOf(Number(item.dataset.index));
      const button = item.querySelector(".answer")!;
      button.setAttribute("aria-pressed", String(place !== null));
      const implied = isWhole ? ranks[Number(item.dataset.index)]! : null;
      const shown = place ?? implied;
      item.querySelector(".place")!.textContent = shown === null ? "" : places[shown - 1]!;
      item.toggleAttribute("data-implied", place === null && implied !== null);
    }
    const { labeling } = this.#session!;
    this.#part(".tie").setAttribute("aria-pressed", String(isTying));
    this.#button(".tie").disabled = isEmpty || isWhole;
    this.#button(".back").disabled = isEmpty;
    this.#button(".next").disabled = isEmpty;
    this.#button(".undo").disabled = !labeling.last;
    this.#button(".again").disabled = !labeling.last;
    this.toggleAttribute("data-whole", isWhole);
  }

  #click(target: Element): void {
    const button = target.closest("button");
    const item = target.closest<HTMLElement>(".answers li");
    if (!this.#session || button?.disabled) return;
    if (item && button) this.#name(Number(item.dataset.index));
    else if (button?.dataset.act) this.#act(button.dataset.act);
  }

  #key(event: KeyboardEvent): void {
    if (!this.#session || (event.target as Element).closest("select")) return;
    const meant = cardKey(event, this.hasAttribute("data-pair"));
    if (meant === null) return;
    event.preventDefault();
    if (typeof meant === "number") this.#name(meant);
    else this.#act(meant);
  }

  #name(answer: number): void {
    if (answer >= this.#items.length) return;
    this.#ranking.name(answer);
    if (this.hasAttribute("data-pair")) return this.#judge(this.#ranking.ranks);
    this.#refresh();
    const place = this.#ranking.placeOf(answer);
    this.#say(place === null ? `Answer ${answer + 1} has no place.` : `Answer ${answer + 1} is ${places[place - 1]}.`);
  }

  #act(what: string): void {
    const session = this.#session!;
    if (what === "next" && !this.#ranking.isEmpty) this.#judge(this.#ranking.ranks);
    else if (what === "equal") this.#judge(this.#ranking.ranks.map(() => 1));
    else if (what === "bad") this.#judge(this.#ranking.ranks.map(() => 2));
    else if (what === "skip") this.#go(() => session.change((labeling) => labeling.skip()), "Skipped.");
    else if (what === "undo") this.#go(() => session.change((labeling) => labeling.undo()), "Taken back.");
    else if (what === "again") this.#startAgain();
    else if (what === "tie" || what === "back") this.#mend(what);
  }

  /** A slip of the finger takes nothing away for good. */
  #startAgain(): void {
    const session = this.#session!;
    const { kept } = session.labeling;
    const bringBack = () => this.#go(() => session.change((labeling) => labeling.take(kept)), "They are back.");
    this.#go(() => session.change((labeling) => labeling.startAgain()), "From the start.");
    pageNotice(`${cards(kept.dealt.length)} put away.`, [{ label: "Bring them back", run: bringBack }]);
  }

  #mend(what: "tie" | "back"): void {
    if (what === "tie") this.#ranking.isTying = !this.#ranking.isTying && !this.#ranking.isEmpty;
    else this.#ranking.takeBack();
    this.#refresh();
  }

  #judge(ranks: readonly number[]): void {
    this.#go(() => this.#session!.change((labeling) => labeling.judge(ranks)), "Kept.");
  }

  /** The focus stays with the card: the next keys are for the next one. */
  #go(act: () => void, said: string): void {
    const hadFocus = this.contains(document.activeElement);
    act();
    if (hadFocus) this.#part(".card").focus({ preventScroll: true });
    this.#say(`${said} ${this.#part(".number").textContent}: ${this.#part(".prompt").textContent}`);
  }

  #choose(): void {
    const answers = Number(this.#part<HTMLSelectElement>("select").value);
    this.#session?.change((labeling) => labeling.setAnswers(answers));
  }

  #dragged(): void {
    this.#ranking.order(this.#items.map(({ dataset }) => Number(dataset.index)));
    this.#refresh();
  }

  #say(text: string): void {
    this.#part(".spoken").textContent = text;
  }

  get #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".answers li")];
  }

  #button(selector: string): HTMLButtonElement {
    return this.#part<HTMLButtonElement>(selector);
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string): T {
    return this.querySelector<T>(selector)!;
  }
}

customElements.define("labeler-cards", LabelerCards);
