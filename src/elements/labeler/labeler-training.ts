import type { Judgement } from "mini-rlhf/labeler/judgement";
import { renderOutput } from "../../notebook/output/render.ts";
import type { TrainingEnd } from "../../labeler/ask-trainer.ts";
import { keptTraining } from "../../labeler/kept-training.ts";
import { type Order, type ShownRound, watchedPrompts } from "../../labeler/protocol.ts";
import { rankedTexts } from "../../labeler/ranked-texts.ts";
import { scoresChart, tonesChart } from "../../labeler/training-charts.ts";
import { doubts, fewestCards } from "../../labeler/training-words.ts";
import { lazily, tellFailure } from "../base/lazy.ts";
import { morphDom } from "../base/morph-dom.ts";
import type { TrainEverybody } from "./class-table.ts";
import { type LabelerSession, labelerSession } from "./labeler-session.ts";
import { cards } from "../../labeler/counted-words.ts";
import { shownAnswer, shownPrompt } from "../../labeler/shown-words.ts";
import { tableRow } from "./table-row.ts";
import { trainer } from "./trainer.ts";

/** Rounds of PPO: so many carry a taste; so many more show what too much of it does. */
const enough = 30;
const tooLong = 120;

/** Among the models that the reader keeps. */
const modelName = "ppo-my-taste";

/**
 * Trains a policy on the reader's taste, watched: what it answers after each round, how its answers
 * sound, and what that is worth (src/components/labeler/LabelerTraining.astro).
 */
export class LabelerTraining extends HTMLElement {
  #session: LabelerSession | null = null;
  #rounds: ShownRound[] = [];
  #wanted = enough;
  #isDrawn = true;

  connectedCallback(): void {
    if (this.#session) return;
    this.addEventListener("click", ({ target }) => this.#click((target as Element).closest("button")));
    lazily(labelerSession, (session) => this.#begin(session));
  }

  async #begin(session: LabelerSession): Promise<void> {
    this.#session = session;
    session.addEventListener("settled", () => this.#offer());
    document.addEventListener("train-everybody", (event) => this.#trainOn((event as TrainEverybody).detail.judgements));
    const kept = await keptTraining();
    if (kept) {
      this.#rounds = kept.rounds;
      this.#wanted = kept.wanted;
      this.#draw();
      const left = kept.wanted - kept.rounds.length;
      this.#say(left > 0 ? `This training was ended after round ${kept.rounds.length} of ${kept.wanted}.` : "");
    }
    this.#offer();
  }

  #click(button: HTMLButtonElement | null): void {
    if (!button || button.disabled || !this.#session) return;
    const { act } = button.dataset;
    if (act === "stop") this.#stop();
    else if (act === "train") this.#trainOn(this.#session.labeling.judgements);
    else if (act === "go on") void this.#run({ kind: "go on", rounds: this.#wanted });
    else if (act === "keep") void this.#keep();
    else if (act === "too long") void this.#run({ kind: "go on", rounds: tooLong });
  }

  #trainOn(judgements: readonly Judgement[]): void {
    if (this.hasAttribute("data-running")) return;
    this.scrollIntoView({ block: "nearest" });
    const isWhole = this.querySelector("select")!.value === "whole";
    const taste = this.#session!.tasteOf(judgements);
    const whole = isWhole ? rankedTexts(judgements) : null;
    void this.#run({ kind: "train", taste, seed: 1, rounds: enough, whole });
  }

  async #run(order: Extract<Order, { kind: "train" | "go on" }>): Promise<void> {
    if (order.kind === "train") this.#rounds = [];
    this.#wanted = order.rounds;
    this.#say("The models are loaded …");
    this.toggleAttribute("data-running", true);
    this.#offer();
    try {
      const end = await trainer().train(order, { round: (round) => this.#hear(round) });
      this.#say(endWords(end));
      this.#tell();
    } catch (error) {
      this.#say("");
      tellFailure(error);
    }
    this.toggleAttribute("data-running", false);
    this.#draw();
    this.#offer();
  }

  async #keep(): Promise<void> {
    try {
      await trainer().keep(modelName);
      this.#say(`Kept as “${modelName}”: cells that load a model of the book offer it, and My models lists it.`);
    } catch (error) {
      tellFailure(error);
    }
  }

  #stop(): void {
    trainer().stop();
    this.#say("It stops after this round …");
  }

  #hear(round: ShownRound): void {
    this.#rounds.push(round);
    this.#say(`Round ${round.step} of ${this.#wanted}`);
    if (!this.#isDrawn) return;
    this.#isDrawn = false;
    requestAnimationFrame(() => this.#draw());
  }

  /** The other parts of the page can measure this model now. */
  #tell(): void {
    this.dispatchEvent(new Event("policy-trained", { bubbles: true }));
  }

  /** Which buttons there are, and what is said beside them. */
  #offer(): void {
    const { labeling, taste } = this.#session!;
    const count = labeling.judgements.length;
    const isRunning = this.hasAttribute("data-running");
    const done = this.#rounds.length;
    const show = (act: string, isShown: boolean): void => {
      this.querySelector<HTMLElement>(`[data-act="${act}"]`)!.hidden = !isShown;
    };
    show("train", !isRunning);
    show("stop", isRunning);
    show("go on", !isRunning && done > 0 && done < this.#wanted);
    show("keep", !isRunning && done > 0);
    show("too long", !isRunning && done >= enough && done < tooLong);
    const train = this.querySelector<HTMLButtonElement>('[data-act="train"]')!;
    train.disabled = count < fewestCards;
    train.textContent = done > 0 ? `Train anew on ${cards(count)}` : `Train on ${cards(count)}`;
    this.querySelector(".doubts")!.textContent = isRunning ? "" : doubts(labeling.judgements, taste);
    this.querySelector<HTMLProgressElement>("progress")!.value = done / this.#wanted;
  }

  #draw(): void {
    this.#isDrawn = true;
    const rounds = this.#rounds;
    this.toggleAttribute("data-watched", rounds.length > 0);
    this.querySelector<HTMLProgressElement>("progress")!.value = rounds.length / this.#wanted;
    if (rounds.length === 0) return;
    this.#drawChart(".tones", tonesChart(rounds, this.#wanted));
    this.#drawChart(".scores", scoresChart(rounds));
    const now = rounds.at(-1)!;
    const answer = ({ says }: ShownRound, i: number): string => shownAnswer(says[i] ?? "");
    const rows = watchedPrompts.map((prompt, i) =>
      tableRow(shownPrompt(prompt), answer(rounds[0]!, i), answer(now, i)),
    );
    this.querySelector(".says tbody")!.replaceChildren(...rows);
  }

  #drawChart(selector: string, chart: ReturnType<typeof scoresChart>): void {
    const place = this.querySelector<HTMLElement>(selector)!;
    const width = Math.round(place.clientWidth);
    morphDom(place, renderOutput({ kind: "chart", chart }, { ...(width > 0 ? { width } : {}), isLive: true }));
  }

  #say(text: string): void {
    this.querySelector(".state")!.textContent = text;
  }
}

function endWords({ rounds, isStopped, isKept, seconds }: TrainingEnd): string {
  const end = isStopped ? `Stopped after round ${rounds}.` : `${rounds} rounds, done after ${Math.round(seconds)} s.`;
  return isKept ? end : `${end} This browser has not kept it: it is gone at a reload.`;
}

customElements.define("labeler-training", LabelerTraining);
