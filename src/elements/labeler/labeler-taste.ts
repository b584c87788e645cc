import {
  type Foretold,
  foretoldWords,
  goal,
  intervalDeviations,
  type Liking,
  likings,
  progressWords,
} from "../../labeler/taste-words.ts";
import { numberText } from "../../notebook/output/number-text.ts";
import type { LabelerSession } from "./labeler-session.ts";
import { SessionPart } from "./session-part.ts";

const verdicts = { like: "you like", dislike: "you dislike", undecided: "not decided" };

/**
 * What the reader seems to like, after every card: a weight for each thing that answers have, with its
 * interval (src/components/labeler/LabelerTaste.astro).
 */
export class LabelerTaste extends SessionPart {
  protected override show({ taste, labeling }: LabelerSession): void {
    const count = labeling.judgements.length;
    this.querySelector<HTMLProgressElement>("progress")!.value = Math.min(count, goal);
    this.querySelector(".count")!.textContent = `${count} of ${goal} cards`;
    const foretold = JSON.parse(this.dataset.foretold ?? "[]") as Foretold;
    this.querySelector(".progress-words")!.textContent = progressWords(count, taste);
    this.querySelector(".foretold")!.textContent = foretoldWords(count, foretold);
    this.toggleAttribute("data-empty", count === 0);
    const found = likings(taste);
    const reach = Math.max(1, ...found.map(reachOf));
    this.querySelector("tbody")!.replaceChildren(...found.map((liking) => this.#row(liking, reach)));
  }

  #row(liking: Liking, reach: number): HTMLElement {
    const template = this.querySelector("template")!.content.firstElementChild!;
    const row = template.cloneNode(true) as HTMLElement;
    const { words, weight, deviation, verdict } = liking;
    const half = intervalDeviations * deviation;
    row.dataset.verdict = verdict;
    row.querySelector("th")!.textContent = words;
    row.querySelector(".verdict")!.textContent = verdicts[verdict];
    row.querySelector(".weight")!.textContent =
      `${numberText(weight, { digits: 1 })} ± ${numberText(half, { digits: 1 })}`;
    const bar = row.querySelector<HTMLElement>(".bar")!;
    bar.style.setProperty("--low", share(weight - half, reach));
    bar.style.setProperty("--high", share(weight + half, reach));
    bar.style.setProperty("--weight", share(weight, reach));
    return row;
  }
}

/** How far the bar of this one reaches from nothing. */
function reachOf({ weight, deviation }: Liking): number {
  return Math.abs(weight) + intervalDeviations * deviation;
}

/** Where a weight stands between -reach and reach, in percent of the way. */
function share(weight: number, reach: number): string {
  return `${(50 * (1 + weight / reach)).toFixed(1)}%`;
}

customElements.define("labeler-taste", LabelerTaste);
