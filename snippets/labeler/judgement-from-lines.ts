/** The lines of one card become the ranking that they were written from. */
import { assert } from "../base/assert.ts";
import type { Judgement } from "./judgement.ts";
import {
  type LineCard,
  MOST_ANSWERS,
  type PairLine,
  type RankedLine,
} from "./judgement-line.ts";
import { ranksFromPairs } from "./order-from-pairs.ts";

/** What a line says, and where it stands. */
export type CardPart = (PairLine | RankedLine) & { line: number };

/**
 * One judgement of all lines of one labeler, card and time; `again` counts
 * lines that say what another has said.
 *
 * Throws an InputError, which names the lines, if they contradict each other.
 */
export function judgementOf(parts: readonly CardPart[]): {
  judgement: Judgement;
  again: number;
} {
  const first = parts[0]!;
  for (const part of parts) refuseOtherCard(first, part);
  const told = distinct(parts);
  const ranked = told.find((part) => "ranked" in part);
  if (ranked) refuseSecond(told);
  const { answers, ranks } = ranked
    ? { answers: ranked.ranked, ranks: ranked.ranked.map((_, i) => i + 1) }
    : fromPairs(told.filter((part) => "answers" in part));
  const { prompt, card: id, who, time, seconds, repeats } = first;
  const shown = {
    id,
    prompt,
    answers,
    ...(repeats !== undefined && { repeats }),
  };
  const judgement = { ...shown, ranks, who, time, seconds };
  return { judgement, again: parts.length - told.length };
}

function refuseOtherCard(first: CardPart, part: CardPart): void {
  for (const name of ["prompt", "seconds", "repeats"] as const) {
    const [one, other] = [first, part].map(
      (of: LineCard) => of[name] ?? "none",
    );
    assert(
      one === other,
      `Lines ${first.line} and ${part.line} are of one card, but differ in ` +
        `"${name}". Expected the same labeler, card and time on lines of one ` +
        "ranking only.",
    );
  }
}

/** Without those that say again what another has said. */
function distinct(parts: readonly CardPart[]): CardPart[] {
  const told = new Map<string, CardPart>();
  for (const part of parts) {
    const said = "ranked" in part ? part.ranked : [part.answers, part.places];
    const key = JSON.stringify(said);
    if (!told.has(key)) told.set(key, part);
  }
  return [...told.values()];
}

function refuseSecond([first, second]: readonly CardPart[]): void {
  assert(
    second === undefined,
    () =>
      `Lines ${first!.line} and ${second!.line} rank one card twice, and ` +
      "differ. Keep one of them.",
  );
}

/** Answers in the order shown, or in that of the lines where none is said. */
function fromPairs(pairs: readonly (PairLine & { line: number })[]) {
  const answers = new Map<number | string, { text: string; line: number }>();
  const keyed = pairs.map(({ answers: texts, places, line }) => {
    const keys = texts.map((text, i) => {
      const key = places?.[i] ?? text;
      const known = answers.get(key);
      assert(
        !known || known.text === text,
        () =>
          `Lines ${known!.line} and ${line} have different answers at place ` +
          `${key} of one card. Keep one of them.`,
      );
      if (!known) answers.set(key, { text, line });
      return key;
    });
    return { better: keys[0]!, worse: keys[1]!, line };
  });
  const bare = pairs.find(({ places }) => !places)?.line;
  assert(
    bare === undefined || pairs.every(({ places }) => !places),
    `Line ${bare} has no "places", and others of its card have. Expected ` +
      "them on all lines of a card, or on none.",
  );
  assert(
    answers.size <= MOST_ANSWERS,
    `Expected at most ${MOST_ANSWERS} answers on a card, got ${answers.size} ` +
      `from line ${pairs[0]!.line} on.`,
  );
  const order = [...answers.keys()].sort((a, b) => Number(a) - Number(b) || 0);
  const placed = keyed.map(({ better, worse, line }) => {
    return { better: order.indexOf(better), worse: order.indexOf(worse), line };
  });
  return {
    answers: order.map((key) => answers.get(key)!.text),
    ranks: ranksFromPairs(placed, order.length),
  };
}
