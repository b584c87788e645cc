import type { CodeCell } from "../cell/code-cell.ts";
import { lazy } from "../base/lazy.ts";
import { askedHash, readAskedHash } from "./asked-hash.ts";
import type { AskedQuestion } from "./stage-answers.ts";

const marks: Record<string, string> = { right: "✓ right", wrong: "✗ wrong", "not an answer": "– not an answer" };

/**
 * The figure on top of the start page (src/components/AskStages.astro): a question, a slider from stage to
 * stage of one model, and the answer. What the book offers is printed in its table and answers at once; for
 * a question of the reader's own the cell that has printed it runs.
 */
export class AskStages extends HTMLElement {
  #printed: AskedQuestion[] = [];
  #own: AskedQuestion | null = null;
  /** said in place of an answer */
  #words = "";
  #isOwn = false;
  #isAsking = false;

  connectedCallback(): void {
    if (this.#printed.length > 0) return;
    this.#printed = [...this.querySelector("table")!.tBodies[0]!.rows].map(readRow);
    const { select, slider, form, own } = this;
    select.addEventListener("change", () => this.#changed());
    slider.addEventListener("input", () => this.#show());
    slider.addEventListener("change", () => this.#changed());
    this.#part(".stage-names").addEventListener("click", (event) => this.#pointed(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#isOwn) void this.#ask();
    });
    own.addEventListener("input", () => this.#forget());
    this.#part(".switch").addEventListener("click", () => this.#switch());
    this.#part(".again").addEventListener("click", () => this.#reset());
    this.#begin();
  }

  get select(): HTMLSelectElement {
    return this.querySelector("select")!;
  }

  get slider(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("input[type=range]")!;
  }

  get form(): HTMLFormElement {
    return this.querySelector("form")!;
  }

  get own(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("input[type=text]")!;
  }

  /** As the link has it; a question of its own stands there and waits for Ask. */
  #begin(): void {
    const given = readAskedHash(location.hash, this.#stages);
    if (given) {
      const index = this.#printed.findIndex(({ question }) => question === given.question);
      if (index >= 0) this.select.selectedIndex = index;
      else this.own.value = given.question;
      this.#isOwn = index < 0;
      this.slider.value = String(given.stage);
    }
    // What was moved before this code came is as any other move.
    if (given || this.#isStart) this.#show();
    else this.#changed();
  }

  get #isStart(): boolean {
    return !this.#isOwn && this.select.selectedIndex === 0 && this.#stage === 0;
  }

  get #stages(): string[] {
    return this.#printed[0]!.answers.map(({ stage }) => stage);
  }

  get #stage(): number {
    return Number(this.slider.value);
  }

  #changed(): void {
    this.#show();
    const question = this.#isOwn ? this.#own?.question : this.#printed[this.select.selectedIndex]!.question;
    if (!question) return;
    const hash = this.#isStart ? "" : askedHash({ question, stage: this.#stage }, this.#stages);
    history.replaceState(history.state, "", location.pathname + location.search + hash);
  }

  #pointed({ target }: Event): void {
    const name = (target as Element).closest("li");
    if (!name) return;
    this.slider.value = String([...name.parentElement!.children].indexOf(name));
    this.#changed();
  }

  #switch(): void {
    this.#isOwn = !this.#isOwn;
    this.#changed();
    (this.#isOwn ? this.own : this.select).focus();
  }

  /** What is typed is another question: the answer to the former one goes. */
  #forget(): void {
    this.#own = null;
    this.#words = "";
    this.#show();
  }

  #reset(): void {
    this.#isOwn = false;
    this.own.value = "";
    this.#forget();
    this.select.selectedIndex = 0;
    this.slider.value = "0";
    if (Object.keys(this.#cell?.inputs ?? {}).length > 0) this.#cell!.reset();
    this.#changed();
    this.slider.focus();
  }

  get #cell(): CodeCell | null {
    return document.querySelector<CodeCell>("code-cell:defined[data-cell=four-stages]");
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#forget();
    const typed = this.own.value;
    try {
      const [{ askOwn }] = await Promise.all([
        lazy(() => import("./ask-own.ts")),
        customElements.whenDefined("code-cell"),
      ]);
      const asked = await askOwn(typed, this.#cell!);
      if (this.own.value === typed) this.#own = asked;
    } catch (error) {
      this.#words = (error as Error).message;
    }
    this.#isAsking = false;
    this.#changed();
  }

  #show(): void {
    const { slider, select, own } = this;
    select.hidden = this.#isOwn;
    for (const part of [own, this.#part(".ask")]) part.hidden = !this.#isOwn;
    this.#part("label").setAttribute("for", this.#isOwn ? own.id : select.id);
    this.#part(".switch").textContent = this.#isOwn ? "Choose from a list" : "Ask your own";
    this.#part(".again").hidden = this.#isStart;
    slider.setAttribute("aria-valuetext", this.#stages[this.#stage]!);
    for (const [index, name] of [...this.#part(".stage-names").children].entries())
      name.toggleAttribute("data-chosen", index === this.#stage);
    for (const [index, note] of [...this.querySelectorAll<HTMLElement>(".stage-note")].entries())
      note.hidden = index !== this.#stage;
    this.#showAnswer(this.#isOwn ? this.#own : this.#printed[select.selectedIndex]!);
  }

  #showAnswer(asked: AskedQuestion | null): void {
    const answer = asked?.answers[this.#stage];
    const waiting = this.#isAsking ? "thinking" : "Type a question and press Ask.";
    const text = answer?.text ?? (this.#words || waiting);
    const verdict = answer?.verdict ?? "";
    this.dataset.says = answer ? "answer" : this.#isAsking ? "thinking" : "words";
    this.dataset.verdict = verdict;
    this.#write(".says", text);
    this.#write(".verdict", answer ? (marks[verdict] ?? "not judged") : "");
    this.#write(".right", asked?.right ?? "");
  }

  /** What stays is not said again by a screen reader. */
  #write(selector: string, text: string): void {
    const part = this.#part(selector);
    if (part.textContent.trim() !== text) part.textContent = text;
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }
}

function readRow({ cells }: HTMLTableRowElement): AskedQuestion {
  const [question, right, ...answers] = [...cells];
  return {
    question: question!.textContent,
    right: right!.textContent,
    answers: answers.map((cell) => ({
      stage: cell.dataset.stage!,
      text: cell.firstElementChild!.textContent,
      verdict: cell.lastElementChild!.textContent,
    })),
  };
}

customElements.define("ask-stages", AskStages);
