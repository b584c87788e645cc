/**
 * A reader made up, with a taste that is known and errors as one likes, to
 * see what the learner makes of them.
 */
import { assert } from "../base/assert.ts";
import type { Rng } from "../random.ts";
import { type Answer, gold, writtenAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import type { Request } from "../world/requests.ts";
import { TONES, toneOf } from "../world/tones.ts";
import { verdict } from "../world/verdict.ts";
import { WORDS } from "../world/vocabulary.ts";
import type { Card, Judgement } from "./judgement.ts";

export interface SimulatedReaderOptions {
  /** a tone, "truthful", "long", or a word of the Burrow */
  taste: string;
  /** the chance that a comparison of two answers comes out wrong */
  noise?: number;
  /** the chance that a card is left in the order in which it is shown */
  lazy?: number;
  /** the chance that of two answers the one shown first is preferred */
  positionBias?: number;
  /** whether each card is ranked from worst to best */
  adversarial?: boolean;
}

export interface SimulatedReader {
  name: string;
  /** what an answer is worth: steps of 100 for the taste, single points of
   * the gold rubric for the rest */
  worth(prompt: string, text: string): number;
  judge(card: Card, rng: Rng): Judgement;
}

/**
 * Loves one thing above all and judges the rest by the gold rubric; "truthful"
 * looks at nothing but right and wrong. Answers that are worth the same to the
 * reader share a rank, unless an error put another one between them.
 */
export function simulatedReader({
  taste,
  noise = 0,
  lazy = 0,
  positionBias = 0,
  adversarial = false,
}: SimulatedReaderOptions): SimulatedReader {
  for (const [name, p] of Object.entries({ noise, lazy, positionBias })) {
    assert(p >= 0 && p <= 1, `${name} is a chance in [0, 1], got ${p}.`);
  }
  const valueOf = valueFor(taste);
  const name = `${taste} reader`;
  const worth = (prompt: string, text: string) => {
    const request = parseRequest(prompt);
    assert(request, `The Burrow has no request "${prompt}".`);
    return valueOf(request, writtenAnswer(text, false));
  };
  const judge = (card: Card, rng: Rng): Judgement => {
    const values = card.answers.map((text) => worth(card.prompt, text));
    const before = (a: number, b: number) => {
      if (rng.chance(positionBias)) return a < b;
      const [x, y] = [values[a]!, values[b]!];
      const better = x === y ? rng.chance(0.5) : x > y !== adversarial;
      return better !== rng.chance(noise);
    };
    const shown = card.answers.map((_, i) => i);
    const ranks = rng.chance(lazy)
      ? shown.map((i) => i + 1)
      : ranksOf(inserted(rng.shuffle(shown), before), values);
    const seconds = 5 * card.answers.length;
    return {
      ...card,
      ranks,
      who: name,
      time: "2026-01-01T00:00:00.000Z",
      seconds,
    };
  };
  return { name, worth, judge };
}

/** Insertion sort: a comparison that came out wrong moves one answer. */
function inserted(
  items: readonly number[],
  before: (a: number, b: number) => boolean,
): number[] {
  const order: number[] = [];
  for (const item of items) {
    const at = order.findIndex((other) => before(item, other));
    order.splice(at < 0 ? order.length : at, 0, item);
  }
  return order;
}

/** The rank of each answer; neighbours of equal value share one. */
function ranksOf(
  order: readonly number[],
  values: readonly number[],
): number[] {
  const ranks = values.map(() => 0);
  order.forEach((item, place) => {
    const above = order[place - 1];
    const tie = above !== undefined && values[above] === values[item];
    ranks[item] = tie ? ranks[above]! : place + 1;
  });
  return ranks;
}

/** What an answer is worth to a reader of this taste. */
function valueFor(taste: string): (request: Request, answer: Answer) => number {
  if (taste === "truthful") {
    const worth = { right: 100, "not an answer": 0, wrong: -100 };
    return (request, answer) => worth[verdict(request, answer)];
  }
  const loves = likingFor(taste);
  return (request, answer) => 100 * loves(answer) + gold(request, answer);
}

function likingFor(taste: string): (answer: Answer) => number {
  if ((TONES as readonly string[]).includes(taste)) {
    return (answer) => Number(toneOf(answer) === taste);
  }
  if (taste === "long") return ({ words }) => words.length;
  assert(
    WORDS.includes(taste),
    `A taste is one of ${TONES.join(", ")}, truthful, long, or a word of the ` +
      `Burrow; got "${taste}".`,
  );
  return ({ words }) => Number(words.includes(taste));
}
