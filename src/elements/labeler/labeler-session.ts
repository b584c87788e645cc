import type { Card, Judgement } from "mini-rlhf/labeler/judgement";
import { type Deck, featuresOf } from "mini-rlhf/labeler/deck";
import { predictRanks, type Taste } from "mini-rlhf/labeler/fit-taste";
import { hasCard, tasteOf } from "mini-rlhf/labeler/taste-of";
import { preferredPairs } from "mini-rlhf/labeler/judgement";
import { keepLabeling, keptLabeling, labelingKey } from "../../labeler/kept-labeling.ts";
import { freshLabeling, Labeling } from "../../labeler/labeling.ts";
import { siteAddress } from "../../notebook/base/site-address.ts";
import { loadProblem } from "../base/lazy.ts";
import { tellTrouble } from "../base/tell-trouble.ts";
import { hasSecondCopy, watchStorage } from "../base/watch-storage.ts";

/** How many pairs of a card were told apart, and of how many the learner had known it before. */
export interface Guess {
  right: number;
  pairs: number;
}

/**
 * What all parts of a page that are about the reader's own ranking share: the cards, what was said of
 * them, and the taste that follows. Dispatches "change" when any of it is another, and "settled" when
 * the next card is on the screen: what takes longer than a card waits for that.
 */
export class LabelerSession extends EventTarget {
  readonly labeling: Labeling;
  #changes = 0;

  constructor(deck: Deck) {
    super();
    this.labeling = new Labeling(deck, keptLabeling() ?? freshLabeling);
    this.#watchOtherTabs();
  }

  get deck(): Deck {
    return this.labeling.deck;
  }

  /** Does something with the cards, keeps what has come of it, and says so. */
  change(act: (labeling: Labeling) => void): void {
    act(this.labeling);
    tellTrouble(keepLabeling(this.labeling.kept));
    this.#tell();
  }

  #tell(): void {
    this.dispatchEvent(new Event("change"));
    const last = ++this.#changes;
    afterPaint(() => {
      if (last === this.#changes) this.dispatchEvent(new Event("settled"));
    });
  }

  /** What the cards say so far; of none, what the crew would say. */
  get taste(): Taste {
    return this.tasteOf(this.labeling.judgements);
  }

  /** What these judgements say, as far as they are of this deck. */
  tasteOf(judgements: readonly Judgement[]): Taste {
    const known = judgements.filter((judgement) => hasCard(this.deck, judgement));
    return tasteOf(known, this.deck);
  }

  /** [answers][features] */
  featuresOf({ prompt, answers }: Pick<Card, "prompt" | "answers">): (readonly number[])[] {
    return answers.map((text) => featuresOf(this.deck, prompt, text));
  }

  /** How the learner did on the last card, from those before it alone. */
  get lastGuess(): Guess | null {
    const { judgements } = this.labeling;
    const last = judgements.at(-1);
    if (!last || !hasCard(this.deck, last)) return null;
    const guess = predictRanks(this.tasteOf(judgements.slice(0, -1)), this.featuresOf(last));
    const pairs = preferredPairs(last.ranks);
    const right = pairs.filter(({ better, worse }) => guess[better]! < guess[worse]!).length;
    return { right, pairs: pairs.length };
  }

  #watchOtherTabs(): void {
    addEventListener("storage", ({ key }) => {
      if (key === labelingKey) this.#reread();
    });
  }

  #reread(): void {
    const kept = keptLabeling();
    if (!kept || JSON.stringify(kept) === JSON.stringify(this.labeling.kept)) return;
    this.labeling.take(kept);
    this.#tell();
  }
}

/** A page out of sight paints nothing, and is not waited for. */
function afterPaint(run: () => void): void {
  if (document.hidden) setTimeout(run);
  else requestAnimationFrame(() => setTimeout(run));
}

let session: Promise<LabelerSession> | null = null;

/** The page's one; loads the deck at the first call. */
export function labelerSession(): Promise<LabelerSession> {
  session ??= begin();
  session.catch(() => (session = null));
  return session;
}

async function begin(): Promise<LabelerSession> {
  watchStorage();
  await recoverTexts();
  return new LabelerSession(await loadDeck());
}

/** What a browser that was killed had not yet written where it belongs. */
async function recoverTexts(): Promise<void> {
  try {
    if (await hasSecondCopy()) await (await import("../../edits/journal.ts")).recover();
  } catch {
    // It is a second copy: where it cannot be had, nothing is said.
  }
}

async function loadDeck(): Promise<Deck> {
  const response = await fetch(siteAddress("labeler/deck.json")).catch(() => null);
  if (!response?.ok) throw response ? new Error(`The cards did not come (${response.status}).`) : await loadProblem();
  return (await response.json()) as Deck;
}
