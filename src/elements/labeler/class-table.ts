/**
 * <labeler-class>: rankings of several people, from files, side by side (src/components/labeler/LabelerClass.astro).
 * The page gives it the reader's own rankings, and the deck if it has one; it says when the reader wants a model
 * trained on everybody's.
 */
import { classAgreement } from "mini-rlhf/labeler/class-agreement";
import { crowd } from "mini-rlhf/labeler/crowd";
import type { Deck } from "mini-rlhf/labeler/deck";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { writeJudgements } from "mini-rlhf/labeler/judgements-file";
import { readName } from "mini-rlhf/labeler/line-fields";
import { createRng } from "mini-rlhf/random";
import { readText, writeText } from "../../edits/storage.ts";
import { type ChosenFile, openFiles } from "../../labeler/class-files.ts";
import * as tables from "../../labeler/class-html.ts";
import { keepClass, keptClass } from "../../labeler/class-store.ts";
import { overallWords } from "../../labeler/class-words.ts";
import { cards } from "../../labeler/counted-words.ts";
import type { MarkupText } from "../../notebook/output/markup.ts";
import { saveFile } from "../base/save-file.ts";
import { tellTrouble } from "../base/tell-trouble.ts";
import { setMarkup } from "../base/trusted.ts";
import { FileDrop } from "./file-drop.ts";

/** "train-everybody": the reader wants a model that follows all of these. */
export type TrainEverybody = CustomEvent<{ judgements: readonly Judgement[] }>;

/** Under which name the reader's rankings are saved; the same on all pages. */
const nameKey = "mini-rlhf:class-name";

const nobody = "You";

export class LabelerClass extends HTMLElement {
  #mine: readonly Judgement[] = [];
  #deck: Deck | null = null;
  #others: Judgement[] = [];
  #later: ReturnType<typeof setTimeout> | undefined;
  /** files are opened one after the other, and not before what was kept is there */
  #ready: Promise<void> | null = null;

  connectedCallback(): void {
    if (this.#ready) return;
    this.#nameField.value = readText(nameKey) ?? "";
    this.#nameField.onchange = () => this.#rename();
    this.#part(".save").onclick = () => this.#save();
    this.#part(".train").onclick = () => this.#train();
    new FileDrop(this, this.#part(".open"), (files) => void this.open(files));
    this.addEventListener("click", ({ target }) => {
      const name = (target as Element).closest<HTMLElement>("[data-remove]")?.dataset.remove;
      if (name !== undefined) void this.#remove(name);
    });
    this.#ready = this.#recall();
  }

  /** What the reader has ranked, whatever name is in it. */
  set judgements(mine: readonly Judgement[]) {
    this.#mine = mine;
    this.#draw();
  }

  /** With it, everybody's taste is shown. */
  set deck(deck: Deck | null) {
    this.#deck = deck;
    this.#draw();
  }

  /** The reader's and everybody else's, each under one name. */
  get everybody(): readonly Judgement[] {
    const you = this.#you;
    return [...this.#mine.map((judgement) => ({ ...judgement, who: you })), ...this.#others];
  }

  /** Takes files that somebody has chosen or dropped. */
  open(files: readonly ChosenFile[]): Promise<void> {
    this.#ready = (this.#ready ?? Promise.resolve()).then(() => this.#take(files));
    return this.#ready;
  }

  async #take(files: readonly ChosenFile[]): Promise<void> {
    const { others, files: opened } = await openFiles(files, this.#others, this.#mine);
    this.#others = others;
    this.#fill(".files", tables.filesList(opened));
    this.#say(files.length === 1 ? "1 file was read." : `${files.length} files were read.`);
    this.#draw();
    tellTrouble(await keepClass(others));
  }

  async #recall(): Promise<void> {
    const { judgements, trouble } = await keptClass();
    // That a browser keeps nothing matters when there is something to keep.
    if (trouble && trouble !== "blocked") tellTrouble(trouble);
    this.#others = judgements;
    this.#draw();
  }

  async #remove(name: string): Promise<void> {
    this.#others = this.#others.filter(({ who }) => who !== name);
    this.#say(`The rankings of ${name} are removed from this page; the file is where it was.`);
    this.#draw();
    if (this.#others.length > 0) this.#compare(); // at once, for the focus
    this.#part(this.#others.length > 0 ? "[data-remove]" : ".open").focus();
    tellTrouble(await keepClass([], [name]));
  }

  #save(): void {
    if (this.#name === nobody) {
      this.#say("Write your name first, so that your file can be told from others’.");
      this.#nameField.focus();
      return;
    }
    const own = this.#mine.map((judgement) => ({ ...judgement, who: this.#name }));
    const { text, leftOut } = writeJudgements(own);
    saveFile(`${fileName(this.#name)}.jsonl`, "application/jsonl", text);
    const ties =
      leftOut === 0
        ? ""
        : ` ${cards(leftOut)} of nothing but ties cannot be written as pairs, and ${leftOut === 1 ? "is" : "are"} not in it.`;
    this.#say(`${cards(own.length - leftOut)} saved, a pair a line, as TRL’s trainers read them.${ties}`);
  }

  #train(): void {
    const detail = { judgements: this.everybody };
    this.dispatchEvent(new CustomEvent("train-everybody", { bubbles: true, detail }) satisfies TrainEverybody);
  }

  #rename(): void {
    this.#nameField.value = readName(this.#nameField.value);
    tellTrouble(writeText(nameKey, this.#nameField.value || null));
    this.#draw();
  }

  get #name(): string {
    return this.#nameField.value || nobody;
  }

  /** How the reader is called beside the others: there may be another of that name. */
  get #you(): string {
    const isTaken = this.#others.some(({ who }) => who === this.#name);
    return isTaken || this.#name !== nobody ? `${this.#name} (you)` : nobody;
  }

  #draw(): void {
    if (!this.isConnected) return;
    this.#button(".save").disabled = this.#mine.length === 0;
    this.#part(".found").hidden = this.#others.length === 0;
    // What takes a moment comes after what the reader has just done is on the screen.
    clearTimeout(this.#later);
    if (this.#others.length > 0) this.#later = setTimeout(() => this.#compare());
  }

  #compare(): void {
    clearTimeout(this.#later);
    const all = this.everybody;
    const agreement = classAgreement(all, createRng(1));
    const [overall = "", ...beyond] = overallWords(agreement);
    this.#part(".overall").textContent = overall;
    this.#part(".beyond").textContent = beyond.join(" ");
    this.#fill(".people", tables.peopleTable(agreement, this.#mine.length > 0 ? this.#you : null));
    this.#fill(".matrix-place", tables.matrixTable(agreement));
    this.#part(".matrix").hidden = agreement.people.length < 3;
    this.#fill(".disputed-cards", tables.disputedCards(agreement.disputed));
    this.#part(".differences").hidden = agreement.disputed.length === 0;
    this.#drawTastes(all);
  }

  #drawTastes(all: readonly Judgement[]): void {
    const found = this.#deck && crowd(all, this.#deck, createRng(1));
    this.#part(".tastes").hidden = !found || found.members.length === 0;
    if (!found) return;
    this.#fill(".weights", tables.tasteTable(found));
    this.#fill(".lost", tables.lostWords(found));
    const words = `${cards(found.unknown)} of other prompts or answers ${found.unknown === 1 ? "is" : "are"} left out here.`;
    this.#part(".unknown").textContent = found.unknown > 0 ? words : "";
  }

  #fill(selector: string, markup: MarkupText): void {
    setMarkup(this.#part(selector), markup);
  }

  #say(text: string): void {
    this.#part(".said").textContent = text;
  }

  get #nameField(): HTMLInputElement {
    return this.querySelector("input")!;
  }

  #button(selector: string): HTMLButtonElement {
    return this.querySelector<HTMLButtonElement>(selector)!;
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }
}

/** What every system takes as a file's name. */
function fileName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-|-$/g, "");
  return `rankings-${plain || "mine"}`;
}

customElements.define("labeler-class", LabelerClass);
