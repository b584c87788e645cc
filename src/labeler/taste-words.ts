import { numberText } from "../notebook/output/number-text.ts";
import { listed } from "./counted-words.ts";
import type { Taste } from "mini-rlhf/labeler/fit-taste";

/** One thing that answers have more or less of, and how the reader seems to like it. */
export interface Liking {
  name: string;
  /** as it stands in a sentence: "you like pirate talk" */
  words: string;
  /** in nats, and its standard deviation */
  weight: number;
  deviation: number;
  verdict: "like" | "dislike" | "undecided";
}

const words: Record<string, string> = {
  pirate: "pirate talk",
  rude: "rude answers",
  hedging: "hedging",
  terse: "answers of a word or two",
  courteous: "much courtesy",
  polite: "a little courtesy",
  plain: "plain answers",
  crew: "what the crew’s labelers liked",
  length: "long answers",
  right: "right answers",
};

/** A feature as it stands in a sentence. */
export function featureWords(name: string): string {
  return words[name] ?? `“${name}”`;
}

/** The end of a 95 % interval is so many deviations away. */
export const intervalDeviations = 1.96;

/** The strongest first; what is not clearly above or below 0 is undecided. */
export function likings({ names, weights, deviations }: Taste): Liking[] {
  return names
    .map((name, i) => {
      const [weight, deviation] = [weights[i]!, deviations[i]!];
      const isClear = Math.abs(weight) > intervalDeviations * deviation;
      const verdict = !isClear ? "undecided" : weight > 0 ? "like" : "dislike";
      return { name, words: featureWords(name), weight, deviation, verdict } satisfies Liking;
    })
    .sort((a, b) => b.weight - a.weight);
}

/** How many cards a taste needs, by the measurements with simulated readers. */
export const goal = 12;

/** What the rankings are enough for, in a sentence. */
export function progressWords(count: number, taste: Taste): string {
  if (count === 0) return `After ${goal} cards a clear taste is known well enough to train a model on it.`;
  const clear = likings(taste).filter(({ verdict, name }) => verdict !== "undecided" && name !== "crew");
  const known = clear.length > 0 ? `Clear so far: ${listed(clear.map(said))}.` : "Nothing is clear yet.";
  const left = goal - count;
  const enough =
    left > 0
      ? `${left} more ${left === 1 ? "card" : "cards"} until training is worth a try.`
      : "That is enough to train on.";
  return `${known} ${enough}`;
}

/** How many of new pairs a fit to so many cards had foretold, of readers made up for it. */
export type Foretold = readonly (readonly [cards: number, share: number])[];

/** What was measured with as many cards, or with fewer; empty where nothing was. */
export function foretoldWords(count: number, foretold: Foretold): string {
  const known = foretold.findLast(([cards]) => cards <= count);
  if (!known) return "";
  const [cards, share] = known;
  return `Of made-up readers who err in one comparison of ten, ${cards} cards foretold ${numberText(share, { percent: true })} of new ones.`;
}

function said({ words, verdict }: Liking): string {
  return `you ${verdict} ${words}`;
}
