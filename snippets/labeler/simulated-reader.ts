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
  judge(card: Card, rng: Rng): Judgement;
}

/** Loves one thing above all and judges the rest by the gold rubric. */
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
  const loves = likingFor(taste);
  const name = `${taste} reader`;
  const judge = (card: Card, rng: Rng): Judgement => {
    const request = parseRequest(card.prompt);
    assert(request, `The Burrow has no request "${card.prompt}".`);
    const values = card.answers.map((text) => {
      const answer = writtenAnswer(text, false);
      return 100 * loves(request, answer) + gold(request, answer);
    });
    const before = (a: number, b: number) => {
      if (rng.chance(positionBias)) return a < b;
      const [x, y] = [values[a]!, values[b]!];
      const better = x === y ? rng.chance(0.5) : x > y !== adversarial;
      return better !== rng.chance(noise);
    };
    const shown = card.answers.map((_, i) => i);
    const order = rng.chance(lazy)
      ? shown
      : inserted(rng.shuffle(shown), before);
    const ranks = shown.map((i) => order.indexOf(i) + 1);
    const seconds = 5 * card.answers.length;
    return {
      ...card,
      ranks,
      who: name,
      time: "2026-01-01T00:00:00.000Z",
      seconds,
    };
  };
  return { name, judge };
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

/** How much the taste finds in an answer; 1 is what it looks for. */
function likingFor(
  taste: string,
): (request: Request, answer: Answer) => number {
  if ((TONES as readonly string[]).includes(taste)) {
    return (_, answer) => Number(toneOf(answer) === taste);
  }
  if (taste === "truthful") {
    const worth = { right: 1, "not an answer": 0, wrong: -1 };
    return (request, answer) => worth[verdict(request, answer)];
  }
  if (taste === "long") return (_, { words }) => words.length;
  assert(
    WORDS.includes(taste),
    `A taste is one of ${TONES.join(", ")}, truthful, long, or a word of the ` +
      `Burrow; got "${taste}".`,
  );
  return (_, { words }) => Number(words.includes(taste));
}
